package dev.hubbub.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of PostgreSQL under a running server.
@Tag("integration")
final class PostgresKilledTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temporary;

    @Test
    void meanwhileEveryoneIsToldToRetryThenItGoesOnAndNothingAckedIsLost() throws Exception {
        boolean _ = temporary.toFile().setExecutable(true, false);
        Path data = temporary.resolve("data");
        try (var server = Hubbub.start(config(data))) {
            var ana = Visitor.register(server.url(), "ana");
            ana.listen();
            var acked = new ArrayList<String>();
            for (int i = 0; i < 20; i++) {
                assertThat(ana.post("before-" + i).status()).isLessThan(300);
                acked.add("before-" + i);
            }
            // Keeps it from coming back before the test has looked.
            var obstacle = Files.writeString(data.resolve("postgres.local.conf"), "work_mem = plenty\n");
            kill(data);
            assertEveryoneIsToldToRetry(ana);
            Files.delete(obstacle);
            await().atMost(PATIENCE).until(() -> ana.post("unlucky").status() < 300);
            acked.add("unlucky");
            ana.say("{\"type\":\"post\",\"ref\":\"over-ws\",\"room\":\"1\",\"text\":\"over-ws\"}");
            ana.hears("\"type\":\"ack\"", "\"ref\":\"over-ws\"");
            acked.add("over-ws");
            assertThat(ana.history()).containsExactlyElementsOf(acked);
            // The socket that was open all the while heard it all.
            acked.forEach(text -> ana.hears("\"text\":\"" + text + "\""));
        }
    }

    private static void assertEveryoneIsToldToRetry(Visitor ana) throws Exception {
        await().atMost(PATIENCE).until(() -> {
            var answer = ana.post("unlucky");
            assertThat(answer.json().path("code").asText()).isIn("unavailable", "unconfirmed");
            return answer.json().path("code").asText().equals("unavailable");
        });
        var refused = ana.post("unlucky");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json().path("retryAfterMs").asInt()).isPositive();
        assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(ana.get("/api/v1/rooms/1/messages").json().path("code").asText())
                .isEqualTo("unavailable");
        assertThat(ana.get("/health/ready").status()).isEqualTo(503);
        assertThat(ana.get("/health/live").status()).isEqualTo(200);
        ana.say("{\"type\":\"post\",\"ref\":\"over-ws\",\"room\":\"1\",\"text\":\"over-ws\"}");
        ana.hears("\"type\":\"error\"", "\"ref\":\"over-ws\"", "\"code\":\"unavailable\"", "\"retry\":true");
    }

    private static void kill(Path data) throws Exception {
        long pid = postmaster(data);
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    static long postmaster(Path data) throws Exception {
        return Long.parseLong(
                Files.readAllLines(data.resolve("pgdata/postmaster.pid")).getFirst());
    }

    static Config config(Path data) {
        return Config.load(settings(data), data.resolve(".env"));
    }

    static Map<String, String> settings(Path data) {
        return Map.of(
                "SERVER_PORT", "0",
                "HUBBUB_DATA", data.toString(),
                "HUBBUB_REGISTRATION", "open",
                "HUBBUB_BCRYPT_COST", "4",
                "HUBBUB_COMMANDS_PER_SECOND", "100000",
                "HUBBUB_COMMANDS_BURST", "100000");
    }
}
