package dev.hubbub.server.db;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells a database that is away, and worth asking again, from a fault of ours.
public final class Outage {
    /// Connection lost, a standby that only reads, transaction rolled back by the server, out of resources,
    /// operator at work, disk trouble.
    private static final Set<String> PASSING = Set.of("08", "25", "40", "53", "55", "57", "58");

    private Outage() {}

    public static boolean isBehind(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && passes(e)) {
                return true;
            }
        }
        return false;
    }

    private static boolean passes(SQLException e) {
        if (e instanceof SQLTransientException
                || e instanceof SQLRecoverableException
                || e instanceof SQLNonTransientConnectionException) {
            return true;
        }
        String state = e.getSQLState();
        return state != null && state.length() == 5 && PASSING.contains(state.substring(0, 2));
    }
}
