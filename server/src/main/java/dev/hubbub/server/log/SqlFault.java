package dev.hubbub.server.log;

import java.sql.SQLException;

/// What a failed transaction says about trying again.
enum SqlFault {
    /// The connection is gone; whether the COMMIT took is open.
    LOST,
    /// Another transaction was in the way: the same may go through now.
    COLLISION,
    /// PostgreSQL cannot store anything now: the disk is full, say, or it is a standby.
    UNABLE,
    /// PostgreSQL refuses what is in the batch.
    REFUSED;

    static SqlFault of(SQLException e, AppendConnection connection) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (connection.isClosed() || state.startsWith("08") || state.startsWith("57P") || state.equals("25P03")) {
            return LOST;
        }
        if (state.equals("23505") || state.startsWith("40")) {
            return COLLISION;
        }
        boolean unable = state.startsWith("53")
                || state.startsWith("55")
                || state.startsWith("57")
                || state.startsWith("58")
                || state.startsWith("25");
        return unable ? UNABLE : REFUSED;
    }
}
