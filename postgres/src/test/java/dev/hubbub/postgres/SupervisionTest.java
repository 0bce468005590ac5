package dev.hubbub.postgres;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class SupervisionTest {
    @TempDir
    Path folder;

    private EmbeddedPostgres postgres;

    @BeforeEach
    void start() {
        postgres = EmbeddedPostgres.start(folder, PostgresSettings.forTests());
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    @Test
    void aKilledServerComesBackOnTheSamePortWithEverythingCommitted() throws Exception {
        var url = postgres.jdbcUrl();
        Sql.ask(postgres, "create table hallway as select 'hi' as text");
        Processes.kill(postgres.pid());
        awaitRestarts(1);
        assertThat(Sql.ask(postgres, "select text from hallway")).isEqualTo("hi");
        assertThat(postgres.jdbcUrl()).isEqualTo(url);
    }

    @Test
    void aServerKilledAgainComesBackAgain() throws Exception {
        Processes.kill(postgres.pid());
        awaitRestarts(1);
        Processes.kill(postgres.pid());
        awaitRestarts(2);
        assertThat(Sql.ask(postgres, "select 'hi'")).isEqualTo("hi");
    }

    @Test
    void aStatementThatOutlivesTheKilledServerDoesNotHoldUpItsRestart() throws Exception {
        var endless = Thread.startVirtualThread(() -> {
            var _ = catchThrowable(() -> Sql.ask(postgres, "select count(*) from generate_series(1, 1e15::bigint)"));
        });
        var running =
                "select count(*) from pg_stat_activity where state = 'active' and query like '%generate_series(1%'"
                        + " and pid <> pg_backend_pid()";
        await().untilAsserted(() -> assertThat(Sql.ask(postgres, running)).isEqualTo("1"));
        Processes.kill(postgres.pid());
        awaitRestarts(1);
        assertThat(Sql.ask(postgres, "select 'hi'")).isEqualTo("hi");
        assertThat(endless.join(ofSeconds(60))).isTrue();
    }

    @Test
    void theServerHealsAKilledBackendByItself() throws Exception {
        var pid = postgres.pid();
        try (var session = Sql.connect(postgres);
                var rows = session.createStatement().executeQuery("select pg_backend_pid()")) {
            rows.next();
            Processes.kill(rows.getLong(1));
        }
        await().ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(Sql.ask(postgres, "select 'hi'")).isEqualTo("hi"));
        assertThat(postgres.pid()).isEqualTo(pid);
        assertThat(postgres.restarts()).isZero();
    }

    @Test
    void closingLeavesNothingRunningAndTheNextStartFindsItAll() throws Exception {
        var pid = postgres.pid();
        Sql.ask(postgres, "create table hallway as select 'hi' as text");
        postgres.close();
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(folder.resolve("pgdata/postmaster.pid")).doesNotExist();
        try (var again = EmbeddedPostgres.start(folder, PostgresSettings.forTests())) {
            assertThat(Sql.ask(again, "select text from hallway")).isEqualTo("hi");
        }
    }

    @Test
    void closingEndsAServerWithOpenSessions() throws Exception {
        var pid = postgres.pid();
        var session = Sql.connect(postgres);
        session.createStatement().execute("begin");
        postgres.close();
        assertThat(ProcessHandle.of(pid)).isEmpty();
        session.close();
    }

    @Test
    void aServerClosedWhileDownIsNotRestarted() throws Exception {
        Processes.kill(postgres.pid());
        postgres.close();
        assertThat(folder.resolve("postgres.lock")).exists();
        assertThat(Processes.workingIn(folder.toRealPath().resolve("pgdata"))).isEmpty();
    }

    private void awaitRestarts(int count) {
        await().atMost(ofSeconds(60))
                .untilAsserted(() -> assertThat(postgres.restarts()).isEqualTo(count));
    }
}
