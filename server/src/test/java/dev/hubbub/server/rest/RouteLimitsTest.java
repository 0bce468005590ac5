package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A server that allows little of each kind of route; each test comes from an address of its own.
@Tag("integration")
class RouteLimitsTest {
    private static RunningServer server = RunningServer.get();
    private String token = "";

    @BeforeAll
    static void start() {
        server = RunningServer.of(Map.of(
                "HUBBUB_TRUSTED_PROXIES", "127.0.0.1",
                "HUBBUB_SIGN_INS_PER_MINUTE", "60",
                "HUBBUB_RENEWALS_PER_MINUTE", "60",
                "HUBBUB_READS_PER_SECOND", "1",
                "HUBBUB_WRITES_PER_SECOND", "1",
                "HUBBUB_ADMIN_REQUESTS_PER_SECOND", "1",
                "HUBBUB_ADDRESS_FACTOR", "2"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void signingIn() throws Exception {
        refusesAndLetsInAgain(() -> send("POST", "/register", "198.51.100.1", "", "{}"));
        assertThat(send("POST", "/refresh", "198.51.100.1", "", "{}").status()).isNotEqualTo(429);
    }

    @Test
    void renewing() throws Exception {
        refusesAndLetsInAgain(() -> send("POST", "/refresh", "198.51.100.2", "", "{\"refreshToken\":\"made up\"}"));
    }

    @Test
    void readingAndWritingByOneUserFromAnywhere() throws Exception {
        token = server.register("ana").text("accessToken");
        String bo = server.register("bo").text("accessToken");
        // Another address each time, so that only the user is the same.
        int[] next = {20};
        refusesAndLetsInAgain(() -> send("GET", "/rooms", "198.51.100." + next[0]++, token, ""));
        refusesAndLetsInAgain(() -> send("POST", "/rooms", "198.51.100." + next[0]++, token, "{}"));
        assertThat(send("GET", "/rooms", "198.51.100.20", bo, "").status()).isEqualTo(200);
    }

    @Test
    void strangersWhoDoNotHinderTheOthersBehindTheirAddress() throws Exception {
        token = server.register("ana").text("accessToken");
        await().until(() -> send("GET", "/rooms", "198.51.100.7", "made up", "").status() == 429);
        assertThat(send("GET", "/rooms", "198.51.100.7", token, "").status()).isEqualTo(200);
    }

    @Test
    void oneAddressWhoeverAsks() throws Exception {
        String[] tokens = {
            server.register("ana").text("accessToken"),
            server.register("bo").text("accessToken"),
            server.register("cy").text("accessToken")
        };
        int[] next = {0};
        await().until(() ->
                send("GET", "/rooms", "198.51.100.8", tokens[next[0]++ % 3], "").status() == 429);
        assertThat(send("GET", "/rooms", "198.51.100.9", server.register("di").text("accessToken"), "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void administering() throws Exception {
        token = server.administrator();
        refusesAndLetsInAgain(() -> send("GET", "/admin/users", "198.51.100.10", token, ""));
    }

    private static void refusesAndLetsInAgain(Callable<RunningServer.Answer> request) {
        RunningServer.Answer refused = await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(request, answer -> answer.status() == 429);
        assertThat(refused.text("code")).isEqualTo("rate_limited");
        assertThat(refused.json().path("retryAfterMs").asLong()).isPositive();
        assertThat(Long.parseLong(refused.header("Retry-After"))).isPositive();
        await().pollInterval(Duration.ofMillis(300)).until(request, answer -> answer.status() != 429);
    }

    private static RunningServer.Answer send(String method, String path, String from, String token, String body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", from);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return server.send(request.build());
    }
}
