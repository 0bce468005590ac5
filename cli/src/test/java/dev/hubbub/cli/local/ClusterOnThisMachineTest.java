package dev.hubbub.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.cli.process.Programs;
import dev.hubbub.cli.verify.bus.LocalNats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `hubbub cluster` as its user runs it: in a process of its own.
@Tag("integration")
class ClusterOnThisMachineTest {
    private static final Duration WITHIN = Duration.ofMinutes(2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path output;

    @SuppressWarnings("NullAway.Init")
    private Process cluster;

    @BeforeEach
    void start() throws IOException {
        var _ = LocalNats.program();
        // PostgreSQL may run as another user, who must get through.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        output = folder.resolve("output");
        cluster = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.hubbub.cli.HubbubCommand",
                        "cluster",
                        "--nodes=2",
                        "--no-redis",
                        "--port=" + Programs.freePort(),
                        "--data=" + folder.resolve("data")))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        await().atMost(WITHIN).until(() -> said("2 nodes are up"));
    }

    @AfterEach
    void end() {
        cluster.destroyForcibly();
    }

    @Test
    void whatIsKilledComesBackAndNothingIsLeftWhenItIsKilledItself() throws IOException {
        assertThat(Files.readString(output))
                .contains("node-1   | ")
                .contains("node-2   | ")
                .contains("nats     | ");
        kill("node-1");
        await().atMost(WITHIN).until(() -> said("node-1 ended (137); starting it again"));
        List<ProcessHandle> all = cluster.descendants().toList();
        assertThat(all).hasSizeGreaterThan(4);
        cluster.destroyForcibly();
        requireGone(all);
    }

    @Test
    @Tag("soak")
    void nothingIsLeftAfterTheEnd() {
        List<ProcessHandle> all = cluster.descendants().toList();
        cluster.destroy();
        requireGone(all);
    }

    private void kill(String node) {
        cluster.descendants().filter(process -> isAt(process, node)).forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean isAt(ProcessHandle process, String node) {
        try {
            return Path.of("/proc", Long.toString(process.pid()), "cwd")
                    .toRealPath()
                    .endsWith(node);
        } catch (IOException _) {
            return false;
        }
    }

    private static void requireGone(List<ProcessHandle> processes) {
        await().atMost(WITHIN).untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
    }

    private boolean said(String text) throws IOException {
        assertThat(cluster.isAlive()).as(Files.readString(output)).isTrue();
        return Files.readString(output).contains(text);
    }
}
