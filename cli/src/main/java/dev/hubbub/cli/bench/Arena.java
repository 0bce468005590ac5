package dev.hubbub.cli.bench;

import dev.hubbub.postgres.EmbeddedPostgres;
import dev.hubbub.postgres.PostgresSettings;
import dev.hubbub.server.account.SigningKey;
import dev.hubbub.server.account.Tokens;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.DatabaseSettings;
import dev.hubbub.server.session.Revocations;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;

/// A server to put under load, and the people on it.
///
/// @param people what the scenario made
record Arena<T>(Target target, Processes processes, T people, AutoCloseable owned) implements AutoCloseable {
    private static final int MIGRATING = 2;

    /// Fills the database before the load.
    interface Setting<T> {
        T make(Population population) throws SQLException;
    }

    /// Starts a server of its own on a fresh data folder, or takes the one that the options name.
    static <T> Arena<T> open(LoadOptions options, Setting<T> setting) throws Exception {
        return options.url() == null ? own(options, setting) : running(options, setting);
    }

    private static <T> Arena<T> own(LoadOptions options, Setting<T> setting) throws Exception {
        OwnFolder folder = OwnFolder.create(options.data());
        try {
            String secret = SigningKey.randomSecret();
            T people = inFolder(folder.path(), secret, setting);
            OwnServer server = OwnServer.start(folder.path(), secret, options.serverJvm());
            Target target = options.target(server.uri(), Dialect.PLAIN);
            return new Arena<>(target, new Processes(server.pid()), people, () -> {
                server.close();
                folder.close();
            });
        } catch (Exception e) {
            folder.close();
            throw e;
        }
    }

    /// Fills the database while the server is not there yet: its PostgreSQL is started here for that, and
    /// ended.
    private static <T> T inFolder(Path folder, String secret, Setting<T> setting) throws SQLException {
        PostgresSettings settings = PostgresSettings.defaults().withProgress(_ -> {});
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, settings)) {
            String url = postgres.jdbcUrl();
            // Opening it the server's way makes the tables.
            Database.open(new DatabaseSettings(url, postgres.username(), postgres.password(), MIGRATING))
                    .close();
            try (Connection database = DriverManager.getConnection(url, postgres.username(), postgres.password())) {
                return made(database, secret, setting);
            }
        }
    }

    private static <T> Arena<T> running(LoadOptions options, Setting<T> setting) throws SQLException {
        String url = options.databaseUrl();
        try (Connection database = DriverManager.getConnection(url)) {
            T people = made(database, options.jwtSecret(), setting);
            Target target = options.target(options.requiredUrl(), Dialect.PLAIN);
            return new Arena<>(target, new Processes(options.serverPid()), people, () -> {});
        }
    }

    static <T> T made(Connection database, String secret, Setting<T> setting) throws SQLException {
        Tokens tokens = new Tokens(SigningKey.ofSecret(secret), new Revocations(), Clock.systemUTC());
        Population population = new Population(database, tokens);
        T people = setting.make(population);
        population.tidy();
        return people;
    }

    @Override
    public void close() throws IOException {
        try {
            owned.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the server did not end well", e);
        }
    }
}
