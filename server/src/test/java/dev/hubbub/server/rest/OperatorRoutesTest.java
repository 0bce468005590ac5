package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class OperatorRoutesTest {
    private static final String MESSAGES = "/api/v1/rooms/1/messages";

    private final RunningServer server = RunningServer.get();

    @Test
    void itIsAliveAndReady() throws Exception {
        assertThat(server.get("/health/live", null).response().body()).isEqualTo("{\"status\":\"up\"}");
        var ready = server.get("/health/ready", null);
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.response().body())
                .isEqualTo("{\"status\":\"up\",\"parts\":{\"database\":{\"status\":\"up\"}}}");
    }

    @Test
    void prometheusCanScrapeIt() throws Exception {
        var metrics = server.get("/metrics", null);
        assertThat(metrics.header("Content-Type")).startsWith("text/plain");
        assertThat(metrics.response().body())
                .contains(
                        "jvm_memory_used_bytes",
                        "jvm_gc_pause_seconds",
                        "hikaricp_connections_active",
                        "hubbub_memory_resident_bytes");
    }

    @Test
    void postsAreCountedByWhatBecameOfThem() throws Exception {
        String ana = server.register("ana").text("accessToken");
        double committed = posts("committed");
        double repeated = posts("repeated");
        double refused = posts("refused");
        double batches = Scrape.of(server).sum("hubbub_commit_batch_count");
        server.post(MESSAGES, ana, "{\"ref\":\"c-1\",\"text\":\"hello\"}");
        server.post(MESSAGES, ana, "{\"ref\":\"c-1\",\"text\":\"hello\"}");
        server.post("/api/v1/rooms/9/messages", ana, "{\"text\":\"anybody?\"}");
        assertThat(posts("committed")).isGreaterThanOrEqualTo(committed + 1);
        assertThat(posts("repeated")).isGreaterThanOrEqualTo(repeated + 1);
        assertThat(posts("refused")).isGreaterThanOrEqualTo(refused + 1);
        assertThat(Scrape.of(server).sum("hubbub_commit_batch_count")).isGreaterThan(batches);
        assertThat(Scrape.of(server).sum("hubbub_commit_seconds_bucket", "le=\"+Inf\""))
                .isPositive();
    }

    @Test
    void whatALimitTurnsAwayIsCounted() throws Exception {
        try (RunningServer strict =
                RunningServer.of(Map.of("HUBBUB_SIGN_INS_PER_MINUTE", "1", "HUBBUB_FAILED_LOGINS", "1"))) {
            String login = "{\"login\":\"nobody\",\"password\":\"wrong horse\"}";
            strict.post("/api/v1/login", null, login);
            assertThat(strict.post("/api/v1/login", null, login).status()).isEqualTo(429);
            // Meters hold what they count only weakly.
            System.gc();
            assertThat(Scrape.of(strict).sum("hubbub_refusals_total", "limit=\"sign_in\""))
                    .isEqualTo(1);
        }
    }

    @Test
    void aConnectionIsCountedWhileItIsOpenAndByWhyItWasClosed() throws Exception {
        TestSocket socket = TestSocket.hello(server.url(), server.register("bo").text("accessToken"));
        Scrape open = Scrape.of(server);
        assertThat(open.sum("hubbub_connections")).isPositive();
        assertThat(open.sum("hubbub_rooms_active")).isPositive();
        double before = open.sum("hubbub_closes_total", "reason=\"not_text\"");
        socket.socket().sendBinary(ByteBuffer.allocate(1), true).join();
        await().untilAsserted(() -> assertThat(Scrape.of(server).sum("hubbub_closes_total", "reason=\"not_text\""))
                .isGreaterThan(before));
    }

    @Test
    void administratorsAreToldHowItDoes() throws Exception {
        JsonNode status = server.get("/api/v1/status", server.administrator()).json();
        assertThat(status.path("status").asText()).isEqualTo("up");
        assertThat(status.path("storage").path("database").asText()).isEqualTo("embedded");
        assertThat(status.path("parts").path("database").path("latencyMs").asDouble())
                .isPositive();
        assertThat(status.path("nodes")).hasSize(1);
        assertThat(status.path("nodes").get(0).path("name").asText())
                .isEqualTo(status.path("node").asText());
    }

    @Test
    void nobodyElseIs() throws Exception {
        String ana = server.register("ana").text("accessToken");
        assertThat(server.get("/api/v1/status", ana).text("code")).isEqualTo("forbidden");
        assertThat(server.get("/api/v1/status", null).text("code")).isEqualTo("unauthenticated");
    }

    private double posts(String outcome) throws Exception {
        return Scrape.of(server).sum("hubbub_posts_total", "outcome=\"%s\"".formatted(outcome));
    }
}
