package dev.hubbub.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.postgres.EmbeddedPostgres;
import dev.hubbub.postgres.PostgresSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

@Tag("integration")
final class MigrationsTest {
    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgres.start(folder, PostgresSettings.forTests());
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void theKnownChecksumsAreThoseOfTheFiles() throws Exception {
        var found = new TreeMap<String, Integer>();
        for (var migration : Migrations.flyway(database("checksums")).info().all()) {
            found.put(migration.getVersion().getVersion(), migration.getChecksum());
        }
        assertThat(Migrations.KNOWN).containsExactlyInAnyOrderEntriesOf(found);
    }

    @Test
    void severalServersMayMigrateAnEmptyDatabaseAtOnce() throws Exception {
        var empty = database("crowd");
        var servers = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                servers.add(threads.submit(() -> Migrations.migrate(empty)));
            }
            for (var server : servers) {
                server.get();
            }
        }
        assertThat(count(empty, "flyway_schema_history")).isEqualTo(Migrations.KNOWN.size());
        assertThat(count(empty, "rooms")).isEqualTo(1);
    }

    @Test
    void aMigrationThatWasChangedAfterwardsIsStillFound() throws Exception {
        var database = database("changed");
        Migrations.migrate(database);
        execute(database, "UPDATE flyway_schema_history SET checksum = checksum + 1");
        assertThatThrownBy(() -> Migrations.migrate(database))
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("checksum");
    }

    @Test
    void aFamilyOfRefreshTokensBecomesASession() throws Exception {
        var database = database("families");
        Flyway.configure(Migrations.class.getClassLoader())
                .configuration(Migrations.flyway(database).getConfiguration())
                .target("1")
                .load()
                .migrate();
        execute(database, """
                INSERT INTO refresh_tokens (hash, user_id, family, expires_at, created_at, used_at) VALUES
                    ('a', 7, 70, '2026-12-01Z', '2026-11-01Z', '2026-11-02Z'),
                    ('b', 7, 70, '2026-12-02Z', '2026-11-02Z', NULL),
                    ('c', 8, 80, '2026-12-01Z', '2026-11-01Z', NULL)""");
        Migrations.migrate(database);
        assertThat(count(database, "login_sessions")).isEqualTo(2);
        assertThat(count(database, "refresh_tokens JOIN login_sessions ON id = session_id"))
                .isEqualTo(3);
        assertThat(count(database, """
                        login_sessions WHERE id = 70 AND user_id = 7 AND begun_at = '2026-11-01Z'
                            AND used_at = '2026-11-02Z' AND expires_at = '2026-12-02Z'""")).isEqualTo(1);
        execute(database, "DELETE FROM login_sessions WHERE id = 70");
        assertThat(count(database, "refresh_tokens")).isEqualTo(1);
    }

    private static PGSimpleDataSource database(String name) throws SQLException {
        execute(source(postgres.jdbcUrl()), "CREATE DATABASE " + name);
        return source(postgres.jdbcUrl(name));
    }

    private static PGSimpleDataSource source(String url) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(postgres.username());
        source.setPassword(postgres.password());
        return source;
    }

    private static int count(PGSimpleDataSource database, String table) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(PGSimpleDataSource database, String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
