package dev.hubbub.server.db;

import dev.hubbub.server.session.EndedSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears of sessions that end on any node: by notification at once, and by reading the log of ends every few
/// seconds, when it also makes sure that the connection is alive. After a break it reads all that still matters.
/// One thread of its own uses the connection; only [#close] touches it from outside.
public final class EndListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EndListener.class);
    private static final int POLL_MS = 5_000;
    private static final Duration RECENT = Duration.ofMinutes(1);
    private static final int ANSWER_WITHIN_SECONDS = 20;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Database database;
    private final Duration relevant;
    private final Consumer<EndedSession> ends;
    private volatile boolean closing;
    private volatile @Nullable Connection current;

    private EndListener(Database database, Duration relevant, Consumer<EndedSession> ends) {
        this.database = database;
        this.relevant = relevant;
        this.ends = ends;
    }

    /// Returns when `ends` has been told all that ended within the `relevant` past.
    public static EndListener start(Database database, Duration relevant, Consumer<EndedSession> ends) {
        EndListener listener = new EndListener(database, relevant, ends);
        try {
            Connection first = listener.listen();
            Thread.ofVirtual().name("session-ends").start(() -> listener.run(first));
            return listener;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot listen for the ends of sessions: " + e.getMessage(), e);
        }
    }

    private Connection listen() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "hubbub session ends");
        properties.setProperty("socketTimeout", Integer.toString(ANSWER_WITHIN_SECONDS));
        properties.setProperty("connectTimeout", Integer.toString(ANSWER_WITHIN_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        Connection connection = database.connect(properties);
        current = connection;
        try (var statement = connection.createStatement()) {
            // Listening comes first, or what ends between the two would be missed.
            statement.execute("listen " + EndNotice.CHANNEL);
        }
        tell(relevant);
        return connection;
    }

    private void run(Connection first) {
        hearUntilItBreaks(first);
        while (!closing) {
            LockSupport.parkNanos(RETRY_NANOS);
            try {
                Connection next = listen();
                LOG.info("Told again when sessions end");
                hearUntilItBreaks(next);
            } catch (SQLException | DataAccessException e) {
                LOG.debug("Not yet: {}", e.getMessage());
            }
        }
    }

    private void hearUntilItBreaks(Connection connection) {
        try (Connection mine = connection) {
            PGConnection postgres = mine.unwrap(PGConnection.class);
            while (!closing) {
                PGNotification[] notices = postgres.getNotifications(POLL_MS);
                if (notices == null || notices.length == 0) {
                    if (!mine.isValid(ANSWER_WITHIN_SECONDS)) {
                        throw new SQLException("no answer");
                    }
                    tell(RECENT);
                } else {
                    for (PGNotification notice : notices) {
                        EndNotice.read(notice.getParameter()).ifPresent(ends);
                    }
                }
            }
        } catch (SQLException | DataAccessException e) {
            if (!closing) {
                LOG.warn("No longer told when sessions end; connecting again: {}", e.getMessage());
            }
        }
    }

    private void tell(Duration past) {
        SessionEndTable.within(database.sql(), past).forEach(ends);
    }

    @Override
    public void close() {
        closing = true;
        Connection connection = current;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("The connection was broken already: {}", e.getMessage());
            }
        }
    }
}
