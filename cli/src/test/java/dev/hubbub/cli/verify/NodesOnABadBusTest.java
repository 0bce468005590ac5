package dev.hubbub.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.cli.verify.bus.LocalNats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole nodes, a real nats-server, and ways between them on which three of ten messages are lost, repeated,
/// delayed or overtaken, and which are cut for seconds: every client, on whichever node and from node to node,
/// sees every event once and in order. The seed is printed; `-Dhubbub.seed=N` takes the same again.
class NodesOnABadBusTest {
    private static final int MISCHIEF = 30;

    private final long seed =
            Long.getLong("hubbub.seed", ThreadLocalRandom.current().nextLong(1, 1_000_000));

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    @Tag("integration")
    void everyClientSeesEveryEventOnceAndInOrder(int nodes) throws Exception {
        verify(nodes, new VerifySettings(Duration.ofSeconds(12), nodes, 8, 3, 8, 0, 0, 90, 3, seed));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    @Tag("soak")
    void andForMinutes(int nodes) throws Exception {
        verify(nodes, new VerifySettings(Duration.ofMinutes(4), nodes, 16, 6, 5, 0, 0, 120, 30, seed));
    }

    private static void verify(int nodes, VerifySettings settings) throws Exception {
        var _ = LocalNats.program();
        System.out.println("seed " + settings.seed());
        Path folder = Files.createTempDirectory("hubbub-nodes-test");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        try (InProcessCluster cluster = new InProcessCluster(folder, nodes, MISCHIEF, settings.seed())) {
            Verification verification = new Verification(settings, cluster, System.out::println);
            RunReport report = verification.run();
            if (!report.passed()) {
                verification.writeRecords(folder);
            }
            assertThat(report.passed()).as("in %s: %s", folder, report.text()).isTrue();
            assertThat(report.verdict().tally().acked()).isPositive();
        }
    }
}
