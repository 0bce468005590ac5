package dev.hubbub.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private static final long SEED = 7;

    @Test
    @Tag("integration")
    void theContractIsKeptWhenServerAndDatabaseAreKilled() throws Exception {
        RunReport report = verify(new VerifySettings(Duration.ofSeconds(20), 6, 3, 5, 1, 1, 60, SEED));
        assertThat(report.verdict().findings()).as(report.text()).isEmpty();
        assertThat(report.passed()).as(report.text()).isTrue();
        assertThat(report.verdict().tally().acked()).as(report.text()).isPositive();
        assertThat(report.faults()).containsEntry("kill server", 1L).containsEntry("kill postmaster", 1L);
    }

    @Test
    @Tag("soak")
    void theContractIsKeptForMinutes() throws Exception {
        RunReport report = verify(new VerifySettings(Duration.ofMinutes(5), 16, 6, 5, 12, 8, 90, SEED));
        assertThat(report.passed()).as(report.text()).isTrue();
    }

    private static RunReport verify(VerifySettings settings) throws Exception {
        Path folder = Files.createTempDirectory("hubbub-verify-test");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        try (OwnServer server = OwnServer.start(folder, settings.seed())) {
            Verification verification = new Verification(settings, server, System.out::println);
            RunReport report = verification.run();
            if (!report.passed()) {
                verification.writeRecords(folder);
            }
            return report;
        }
    }
}
