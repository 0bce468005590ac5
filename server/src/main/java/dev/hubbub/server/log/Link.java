package dev.hubbub.server.log;

import dev.hubbub.server.db.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A committer's way to the database, which breaks and is mended. Confined to the committer's thread.
final class Link implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final long BETWEEN_ATTEMPTS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Database database;
    private final Duration patience;
    private final DraftQueue queue;
    private final Answers answers;
    private @Nullable AppendConnection connection;
    private boolean away;

    /// @param patience how long the database may stay silent before its connection counts as lost
    Link(Database database, Duration patience, DraftQueue queue, Answers answers) {
        this.database = database;
        this.patience = patience;
        this.queue = queue;
        this.answers = answers;
    }

    /// The connection, a new one if need be; null if there was none to be had until `deadline` (by
    /// `System.nanoTime`). Meanwhile the queue takes nothing in, and what had queued is answered: nobody waits
    /// for a database that is away.
    @Nullable
    AppendConnection await(long deadline) {
        while (connection == null) {
            try {
                connection = AppendConnection.open(database, patience);
            } catch (SQLException e) {
                isAway(e);
                if (System.nanoTime() - deadline >= 0) {
                    return null;
                }
                LockSupport.parkNanos(BETWEEN_ATTEMPTS);
            }
        }
        if (away) {
            LOG.info("The database is back");
            away = false;
            queue.resume();
        }
        return connection;
    }

    private void isAway(SQLException e) {
        if (!away) {
            // Once for each time, or the log would drown.
            LOG.warn("The database is away, trying on: {}", e.getMessage());
            away = true;
        }
        answers.all(queue.pause(), Answers.UNAVAILABLE);
    }

    /// Gives up what the open transaction holds.
    void rollback() {
        try {
            if (connection != null) {
                connection.rollback();
            }
        } catch (SQLException _) {
            // The server rolls back by itself when the connection goes.
            drop();
        }
    }

    void drop() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    @Override
    public void close() {
        drop();
    }
}
