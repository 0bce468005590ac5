package dev.hubbub.postgres;

import java.sql.DriverManager;
import java.sql.SQLException;

/// Asks a running server one question.
final class Sql {
    private Sql() {}

    static String ask(EmbeddedPostgres postgres, String query) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
                var statement = connection.createStatement()) {
            if (!statement.execute(query)) {
                return "";
            }
            try (var rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
