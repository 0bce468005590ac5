package dev.hubbub.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The whole way, with a server process of its own.
@Tag("integration")
final class BenchTest {
    @Test
    void aTinyFanOutCountsEveryDelivery() throws Exception {
        Fanout fanout = CommandLine.populateCommand(
                new Fanout(), "--members=20", "--senders=4", "--rate=20", "--warmup=1", "--duration=2");
        Report report = fanout.measure();
        assertThat(report.verdict()).isEmpty();
        Map<String, Double> metrics = report.metrics().stream().collect(Collectors.toMap(Metric::key, Metric::value));
        assertThat(metrics.get("deliveries")).isPositive();
        assertThat(metrics.get("cpuPerDelivery")).isPositive();
        assertThat(metrics.get("deliveryP99")).isPositive();
    }

    @Test
    void aFloodOfLoginsIsAnsweredAndTheChatGoesOn() throws Exception {
        Logins logins = CommandLine.populateCommand(
                new Logins(), "--members=5", "--rate=20", "--logins=10", "--accounts=3", "--warmup=1", "--duration=2");
        Report report = logins.measure();
        assertThat(report.verdict()).isEmpty();
        Map<String, Double> metrics = report.metrics().stream().collect(Collectors.toMap(Metric::key, Metric::value));
        assertThat(metrics.get("logins")).isPositive();
        assertThat(metrics.get("deliveryTimes")).isPositive();
    }
}
