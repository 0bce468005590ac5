package dev.hubbub.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class StartTest {
    @TempDir
    Path folder;

    @Test
    void aPortTakenAtTheLastMomentIsPassedOver() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Iterator<Integer> ports = List.of(taken.getLocalPort(), Port.free()).iterator();
            try (var postgres = EmbeddedPostgres.start(folder, PostgresSettings.forTests(), ports::next)) {
                assertThat(postgres.port()).isNotEqualTo(taken.getLocalPort());
                assertThat(Sql.ask(postgres, "select 'hi'")).isEqualTo("hi");
            }
        }
    }

    @Test
    void theNumberOfADeadServerThatAnotherProgramHasNowDoesNotBlockTheStart() throws Exception {
        EmbeddedPostgres.start(folder, PostgresSettings.forTests()).close();
        var account = Account.choose();
        // The same user's: PostgreSQL itself sees through a process it may not signal.
        var other = new Command(Launcher.join(
                        account.isAnother() ? Launcher.join(List.of("setpriv"), account.options()) : List.of(),
                        List.of("sleep", "60")))
                .in(folder)
                .start();
        var data = folder.toRealPath().resolve("pgdata");
        var lines = List.of(Long.toString(other.pid()), data.toString(), "1", "5432", "", "127.0.0.1", "0 0", "ready");
        Files.write(PostmasterFile.in(data), lines);
        try (var postgres = EmbeddedPostgres.start(folder, PostgresSettings.forTests())) {
            assertThat(Sql.ask(postgres, "select 'hi'")).isEqualTo("hi");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroy();
        }
    }

    @Test
    void theOperatorIsToldOfEveryLongStepOfAFirstStart() {
        var told = new ArrayList<String>();
        var settings = PostgresSettings.forTests()
                .withBinaries(folder.resolve("binaries"))
                .withProgress(told::add);
        EmbeddedPostgres.start(folder, settings).close();
        EmbeddedPostgres.start(folder, settings).close();
        assertThat(told).hasSize(2);
        assertThat(told.getFirst()).contains("Unpacking PostgreSQL " + Binaries.VERSION);
        assertThat(told.getLast()).contains("Initialising");
        assertThat(requireNonNull(settings.binaries())).isDirectoryContaining("glob:**pgsql-*");
    }
}
