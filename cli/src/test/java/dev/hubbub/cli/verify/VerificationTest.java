package dev.hubbub.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.cli.verify.bus.LocalNats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private static final long SEED = 7;

    @Test
    @Tag("integration")
    void theContractIsKeptWhenServerAndDatabaseAreKilled() throws Exception {
        RunReport report = verify(new VerifySettings(Duration.ofSeconds(20), 1, 6, 3, 5, 1, 1, 60, 0, SEED));
        assertThat(report.verdict().findings()).as(report.text()).isEmpty();
        assertThat(report.passed()).as(report.text()).isTrue();
        assertThat(report.verdict().tally().acked()).as(report.text()).isPositive();
        assertThat(report.faults()).containsEntry("kill server", 1L).containsEntry("kill postmaster", 1L);
    }

    @Test
    @Tag("integration")
    void itIsKeptWhenNodesAndNatsAndTheirDatabaseAreKilled() throws Exception {
        var _ = LocalNats.program();
        VerifySettings settings = new VerifySettings(Duration.ofSeconds(15), 2, 6, 3, 5, 1, 1, 60, 2, SEED);
        Path folder = folder();
        Consumer<String> progress = System.out::println;
        try (OwnCluster cluster = OwnCluster.start(folder, settings.nodes(), 30, settings.seed(), progress)) {
            RunReport report = verify(settings, cluster, folder);
            assertThat(report.passed()).as(report.text()).isTrue();
            assertThat(report.verdict().tally().acked()).as(report.text()).isPositive();
            assertThat(report.faults()).containsEntry("kill postmaster", 1L).containsKey("kill nats");
        }
    }

    @Test
    @Tag("soak")
    void theContractIsKeptForMinutes() throws Exception {
        RunReport report = verify(new VerifySettings(Duration.ofMinutes(5), 1, 16, 6, 5, 12, 8, 90, 0, SEED));
        assertThat(report.passed()).as(report.text()).isTrue();
    }

    private static RunReport verify(VerifySettings settings) throws Exception {
        Path folder = folder();
        try (OwnServer server = OwnServer.start(folder, settings.seed())) {
            return verify(settings, server, folder);
        }
    }

    private static RunReport verify(VerifySettings settings, Target target, Path folder) throws Exception {
        Verification verification = new Verification(settings, target, System.out::println);
        RunReport report = verification.run();
        if (!report.passed()) {
            verification.writeRecords(folder);
        }
        return report;
    }

    private static Path folder() throws IOException {
        Path folder = Files.createTempDirectory("hubbub-verify-test");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        return folder;
    }
}
