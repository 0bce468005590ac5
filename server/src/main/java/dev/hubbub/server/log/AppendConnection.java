package dev.hubbub.server.log;

import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// A committer's connection: reads what a batch needs under its rooms' locks, then writes what was decided.
/// Confined to the committer's thread.
final class AppendConnection implements AutoCloseable {
    private static final int CONNECT_SECONDS = 2;

    private final Connection connection;
    private final PreparedStatement read;
    private final PreparedStatement readFull;
    private final DecisionWriter writer;

    private AppendConnection(Connection connection) throws SQLException {
        this.connection = connection;
        read = connection.prepareStatement(AppendStatements.READ);
        readFull = connection.prepareStatement(AppendStatements.READ_FULL);
        writer = new DecisionWriter(connection);
    }

    /// @param patience how long the server or the network may stay silent before the connection counts as lost
    static AppendConnection open(Database database, Duration patience) throws SQLException {
        var properties = new Properties();
        properties.setProperty("ApplicationName", "hubbub committer");
        properties.setProperty("prepareThreshold", "1");
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_SECONDS));
        properties.setProperty("loginTimeout", String.valueOf(CONNECT_SECONDS));
        properties.setProperty("socketTimeout", String.valueOf(Math.max(1, patience.toSeconds())));
        properties.setProperty("tcpKeepAlive", "true");
        var connection = database.connect(properties);
        try (var statement = connection.createStatement()) {
            // Without the timeout a node that was frozen amid a transaction would keep its rooms from all others.
            // Plans are made once, perhaps while the tables are empty, when reading all of a table is the cheapest
            // way; a minute later that costs a thousand times as much.
            statement.execute("SET plan_cache_mode = force_generic_plan; SET jit = off; SET enable_seqscan = off;"
                    + " SET enable_bitmapscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;"
                    + " SET idle_in_transaction_session_timeout = '" + patience.toMillis() + "ms'");
            connection.setAutoCommit(false);
            return new AppendConnection(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// Locks the rooms and finds out what is asked.
    BatchState read(Questions questions) throws SQLException {
        boolean plain = questions.isPlain();
        var statement = plain ? read : readFull;
        var refs = List.copyOf(questions.refs);
        var seats = List.copyOf(questions.seats);
        var parameters = new Parameters(statement)
                .longs(questions.rooms, RoomId::value)
                .texts(refs, ref -> ref.ref().value())
                .longs(refs, ref -> ref.author().value())
                .longs(seats, seat -> seat.room().value())
                .longs(seats, seat -> seat.user().value());
        if (!plain) {
            parameters.longs(questions.entering, UserId::value).texts(questions.names, name -> name);
        }
        statement.execute();
        var state = new BatchState();
        each(statement, row -> state.foundRoom(room(row)));
        next(statement);
        each(statement, row -> state.foundRef(refs.get(row.getInt(1) - 1), place(row)));
        next(statement);
        each(statement, row -> state.foundMember(seats.get(row.getInt(1) - 1), row.getLong(2)));
        if (!plain) {
            next(statement);
            each(statement, row -> state.foundRoomCount(new UserId(row.getLong(1)), row.getInt(2)));
            next(statement);
            each(statement, row -> state.foundName(row.getString(1), new RoomId(row.getLong(2))));
        }
        return state;
    }

    /// Writes and commits. When this throws without the connection being lost, nothing was stored.
    void commit(Decision decision) throws SQLException {
        writer.commit(decision);
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    boolean isClosed() {
        try {
            return connection.isClosed();
        } catch (SQLException _) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // It was lost: the server rolls back what was open by itself.
        }
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void each(PreparedStatement statement, RowReader reader) throws SQLException {
        try (var rows = statement.getResultSet()) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    private static void next(PreparedStatement statement) throws SQLException {
        if (!statement.getMoreResults()) {
            throw new SQLException("a result is missing");
        }
    }

    private static RoomRow room(ResultSet row) throws SQLException {
        return new RoomRow(
                new RoomId(row.getLong(1)),
                row.getString(2),
                row.getString(3),
                RoomKind.ofCode(row.getInt(4)),
                row.getBoolean(5),
                row.getString(6),
                userId(row, 7),
                row.getInt(8),
                row.getInt(9),
                row.getLong(10),
                row.getLong(11),
                Instant.ofEpochMilli(row.getLong(12)),
                row.getBoolean(13));
    }

    private static @Nullable UserId userId(ResultSet row, int column) throws SQLException {
        long id = row.getLong(column);
        return row.wasNull() ? null : new UserId(id);
    }

    private static Place place(ResultSet row) throws SQLException {
        var place = (Long[]) row.getArray(2).getArray();
        return new Place(
                new RoomId(place[0]), place[1], EventKind.ofCode(place[2].intValue()), Instant.ofEpochMilli(place[3]));
    }
}
