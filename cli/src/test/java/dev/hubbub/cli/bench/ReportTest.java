package dev.hubbub.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReportTest {
    private static final Report REPORT = new Report(
            "fanout",
            Map.of("members", 1_000),
            List.of(
                    Metric.of("deliveries", "deliveries", 100_000, "/s"),
                    Metric.atMost(6, "cpuPerDelivery", "server CPU per delivery", 6.5, "µs"),
                    Metric.of("p99", "p99", Double.NaN, "ms")),
            List.of("3 missing"));

    @Test
    void theTableSaysWhatWasReachedAndWhatWasBroken() {
        assertThat(REPORT.table())
                .contains("100,000 /s")
                .contains("6.50 µs     at most 6: NOT reached")
                .contains("NO: [3 missing]");
    }

    @Test
    void theJsonHoldsTheSame() throws IOException {
        JsonNode json = new ObjectMapper().readTree(JsonReport.text(List.of(REPORT), Instant.EPOCH));
        JsonNode scenario = json.path("scenarios").path(0);
        assertThat(json.path("when").asText()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(json.path("machine").path("cores").asInt()).isPositive();
        assertThat(scenario.path("settings").path("members").asInt()).isEqualTo(1_000);
        assertThat(scenario.path("metrics").path("deliveries").path("value").asDouble())
                .isEqualTo(100_000);
        assertThat(scenario.path("metrics")
                        .path("cpuPerDelivery")
                        .path("reached")
                        .asBoolean(true))
                .isFalse();
        assertThat(scenario.path("metrics").path("p99").path("value").isNull()).isTrue();
        assertThat(scenario.path("clean").asBoolean(true)).isFalse();
        assertThat(scenario.path("verdict").path(0).asText()).isEqualTo("3 missing");
    }
}
