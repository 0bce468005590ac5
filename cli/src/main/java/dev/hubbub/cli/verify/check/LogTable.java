package dev.hubbub.cli.verify.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Reads the log with plain SQL, past everything that the server does on its way to a reader.
public final class LogTable {
    private static final int GLOBAL = 0;
    private static final int FETCH = 1_000;

    private LogTable() {}

    /// All rooms that any of these users could have seen: those with a mark of theirs in the log, and the one
    /// that everybody is in.
    public static List<Evidence.RoomRows> read(Connection sql, List<Long> users) throws SQLException {
        sql.setAutoCommit(false);
        sql.setReadOnly(true);
        sql.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        List<Evidence.RoomRows> rooms = new ArrayList<>();
        try (PreparedStatement query =
                sql.prepareStatement("SELECT id, kind, last_seq FROM rooms WHERE kind = 0 OR id IN"
                        + " (SELECT room_id FROM events WHERE author_id = ANY (?) OR user_id = ANY (?)) ORDER BY id")) {
            query.setArray(1, sql.createArrayOf("bigint", users.toArray()));
            query.setArray(2, sql.createArrayOf("bigint", users.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    long id = rows.getLong(1);
                    rooms.add(new Evidence.RoomRows(id, rows.getInt(2) == GLOBAL, rows.getLong(3), entries(sql, id)));
                }
            }
        }
        sql.rollback();
        return rooms;
    }

    private static List<Entry> entries(Connection sql, long room) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (Statement query = sql.createStatement()) {
            query.setFetchSize(FETCH);
            try (ResultSet row =
                    query.executeQuery("SELECT seq, kind, author_id, ref, text, coalesce(user_id, 0), name,"
                            + " (extract(epoch FROM at) * 1000)::bigint FROM events WHERE room_id = " + room
                            + " ORDER BY seq")) {
                while (row.next()) {
                    entries.add(new Entry(
                            row.getLong(1),
                            row.getInt(2),
                            row.getLong(3),
                            row.getString(4),
                            row.getString(5),
                            row.getLong(6),
                            row.getString(7),
                            row.getLong(8)));
                }
            }
        }
        return entries;
    }
}
