package dev.hubbub.server.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Select;

/// A query that is asked so often that building its text each time, and a generic record for each row, would cost
/// more than the answer: jOOQ writes the text once, from the typed columns, and the rows are read by position.
/// Safe for any thread.
///
/// @param <T> what a row becomes
final class PreparedQuery<T> {
    private final DSLContext sql;
    private final String text;
    private final Row<T> row;

    /// Reads the row that the cursor stands on.
    interface Row<T> {
        T read(ResultSet columns) throws SQLException;
    }

    /// @param query its parameters' values do not matter, only where they stand
    PreparedQuery(DSLContext sql, Select<?> query, Row<T> row) {
        this.sql = sql;
        this.row = row;
        text = query.getSQL();
    }

    /// Blocks.
    ///
    /// @param parameters all of them whole numbers, in the order in which the query names them
    List<T> rows(long... parameters) {
        return sql.connectionResult(connection -> ask(connection, parameters));
    }

    private List<T> ask(Connection connection, long[] parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setLong(i + 1, parameters[i]);
            }
            try (ResultSet columns = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (columns.next()) {
                    rows.add(row.read(columns));
                }
                return rows;
            }
        }
    }
}
