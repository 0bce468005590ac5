package dev.hubbub.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Asks a running server one question.
final class Sql {
    private Sql() {}

    static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
    }

    static String ask(EmbeddedPostgres postgres, String query) throws SQLException {
        try (var connection = connect(postgres)) {
            return ask(connection, query);
        }
    }

    /// @param folder of the server, which holds the password
    static String askAsSuperuser(EmbeddedPostgres postgres, Path folder, String query) throws Exception {
        var password = Files.readString(folder.resolve("postgres.password")).strip();
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), "hubbub", password)) {
            return ask(connection, query);
        }
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement()) {
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
