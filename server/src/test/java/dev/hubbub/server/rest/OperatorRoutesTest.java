package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class OperatorRoutesTest {
    private final RunningServer server = RunningServer.get();

    @Test
    void itIsAliveAndReady() throws Exception {
        assertThat(server.get("/health/live", null).response().body()).isEqualTo("{\"status\":\"up\"}");
        assertThat(server.get("/health/ready", null).status()).isEqualTo(200);
    }

    @Test
    void prometheusCanScrapeIt() throws Exception {
        var metrics = server.get("/metrics", null);
        assertThat(metrics.header("Content-Type")).startsWith("text/plain");
        assertThat(metrics.response().body()).contains("jvm_memory_used_bytes");
    }
}
