package dev.hubbub.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("integration")
class RunningServerTest {
    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(folder.resolve("postgres.local.conf"), "fsync = off\nwork_mem = 5MB\n");
        postgres = EmbeddedPostgres.start(folder, PostgresSettings.forTests());
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    @Test
    void theVersionThatRunsIsTheOneNamed() throws Exception {
        assertThat(Sql.ask(postgres, "show server_version")).isEqualTo(Binaries.VERSION);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "fsync, on",
                "full_page_writes, on",
                "synchronous_commit, on",
                "data_checksums, on",
                "password_encryption, scram-sha-256",
                "server_encoding, UTF8",
                "listen_addresses, 127.0.0.1",
                "unix_socket_directories, ''",
                "log_min_error_statement, panic"
            })
    void itKeepsThePromises(String parameter, String value) throws Exception {
        assertThat(Sql.askAsSuperuser(postgres, folder, "show " + parameter)).isEqualTo(value);
    }

    @Test
    void theOperatorsSettingsWinOverOursButNotOverThePromises() throws Exception {
        assertThat(Sql.ask(postgres, "show work_mem")).isEqualTo("5MB");
        assertThat(Sql.ask(postgres, "show fsync")).isEqualTo("on");
    }

    @Test
    void ourSettingsAreRead() throws Exception {
        assertThat(Sql.ask(postgres, "show max_wal_size")).isEqualTo("2GB");
        assertThat(Sql.ask(postgres, "show shared_buffers")).isEqualTo("32MB");
    }

    @Test
    void nobodyGetsInWithoutThePassword() {
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), "guess"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThat(hostRules()).isNotEmpty().allMatch(rule -> rule.endsWith("scram-sha-256"));
    }

    private static List<String> hostRules() {
        try (var lines = Files.lines(folder.resolve("pgdata/pg_hba.conf"))) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void searchKnowsUmlauts() throws Exception {
        assertThat(Sql.ask(postgres, "select to_tsvector('simple', '«ÄRGER»')")).isEqualTo("'ärger':1");
        assertThat(Sql.ask(postgres, "select lower('ÄÖ')")).isEqualTo("äö");
    }

    @Test
    void onlyTheOwnerReadsThePasswordAndTheLog() throws Exception {
        for (var file : List.of("postgres.password", "postgres.owner.password", "postgres.log")) {
            var permissions = Files.getPosixFilePermissions(folder.resolve(file));
            assertThat(PosixFilePermissions.toString(permissions)).as(file).isEqualTo("rw-------");
        }
    }

    @Test
    void aFailingStatementLeavesNoSecretInTheLog() throws Exception {
        Sql.ask(postgres, "create table users (email text primary key)");
        Sql.ask(postgres, "insert into users values ('ana@example.org')");
        assertThatThrownBy(() -> Sql.ask(postgres, "insert into users values ('ana@example.org')"))
                .hasMessageContaining("ana@example.org");
        assertThat(log()).contains("duplicate key").doesNotContain("ana@example.org");
    }

    @Test
    void theServerWritesOnInALogThatWasCut() throws Exception {
        var log = new ServerLog(folder.resolve("postgres.log"), 0);
        log.bound();
        assertThatThrownBy(() -> Sql.ask(postgres, "select * from nowhere")).hasMessageContaining("nowhere");
        await().untilAsserted(() -> assertThat(log()).contains("nowhere").doesNotContain("\0"));
        assertThat(folder.resolve("postgres.log.1")).exists();
    }

    @Test
    void itHearsNoCtrlCOfOurTerminal() throws Exception {
        assertThat(session(postgres.pid()))
                .isNotEqualTo(session(ProcessHandle.current().pid()));
    }

    private static String session(long pid) throws Exception {
        var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        // pid (name) state parent group session …; the name may hold spaces.
        return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ")).get(3);
    }

    private static String log() throws Exception {
        return Files.readString(folder.resolve("postgres.log"), UTF_8);
    }
}
