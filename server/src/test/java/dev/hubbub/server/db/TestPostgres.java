package dev.hubbub.server.db;

import dev.hubbub.postgres.EmbeddedPostgres;
import dev.hubbub.postgres.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/// One real PostgreSQL for all tests of this JVM, and in it an empty database for each that asks.
public final class TestPostgres {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    /// Starts with the first test that needs it, and stops with the JVM.
    private static final class Shared {
        static final EmbeddedPostgres SERVER = start();
    }

    private static EmbeddedPostgres start() {
        try {
            var folder = Files.createTempDirectory("hubbub-test-postgres");
            var server = EmbeddedPostgres.start(folder, PostgresSettings.forTests());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The way to a new, empty database.
    public static DatabaseSettings freshDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        execute(Shared.SERVER.jdbcUrl(), "CREATE DATABASE " + name);
        return new DatabaseSettings(Shared.SERVER.jdbcUrl(name), Shared.SERVER.username(), Shared.SERVER.password(), 8);
    }

    /// The same as a `DATABASE_URL`.
    public static String freshUrl() {
        DatabaseSettings database = freshDatabase();
        String url = database.jdbcUrl();
        return "%s%suser=%s&password=%s"
                .formatted(url, url.contains("?") ? "&" : "?", encoded(database.user()), encoded(database.password()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// Breaks every committer's connection to that database; what they had not committed is rolled back.
    public static void terminateCommitters(DatabaseSettings database) {
        terminate(database, "hubbub committer");
    }

    /// Breaks the connections of that name to that database.
    public static void terminate(DatabaseSettings database, String application) {
        execute(database.jdbcUrl(), """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE application_name = '%s' AND datname = current_database()""".formatted(application));
    }

    /// The first column of the first row.
    public static String query(String url, String sql) {
        try (var connection = DriverManager.getConnection(url, Shared.SERVER.username(), Shared.SERVER.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void execute(String url, String sql) {
        try (var connection = DriverManager.getConnection(url, Shared.SERVER.username(), Shared.SERVER.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
