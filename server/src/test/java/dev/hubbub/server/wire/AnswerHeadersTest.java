package dev.hubbub.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class AnswerHeadersTest {
    private static final String FRIEND = "https://app.example.org";
    private static WireServer server = WireServer.shared();

    @BeforeAll
    static void start() {
        server = WireServer.start(Map.of("HUBBUB_ORIGINS", FRIEND));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /health/live HTTP/1.1",
                "GET /metrics HTTP/1.1",
                "GET /api/v1/rooms HTTP/1.1",
                "PATCH /api/v1/login HTTP/1.1",
                "GET /nothing HTTP/1.1",
                "GET /%zz HTTP/1.1",
                "nonsense"
            })
    void everyAnswerTellsBrowsersToTrustNothing(String line) throws IOException {
        assertGuarded(answer(line));
    }

    @Test
    void aRefusedUpgradeTellsThemToo() throws IOException {
        String refused = answer("GET /ws HTTP/1.1", "Upgrade: websocket", "Connection: Upgrade");
        assertThat(refused).startsWith("HTTP/1.1 426 ");
        assertGuarded(refused);
    }

    @Test
    void aPageOfNobodyWeKnowReadsNothing() throws IOException {
        assertThat(answer("GET /health/live HTTP/1.1", "Origin: https://evil.example"))
                .doesNotContainIgnoringCase("access-control-");
        assertThat(preflight("https://evil.example")).doesNotContainIgnoringCase("access-control-");
    }

    @Test
    void aPageOfANamedOriginReadsAnswersAndErrors() throws IOException {
        for (String path : new String[] {"/health/live", "/api/v1/rooms", "/nothing"}) {
            assertThat(answer("GET " + path + " HTTP/1.1", "Origin: " + FRIEND))
                    .containsIgnoringCase("access-control-allow-origin: " + FRIEND)
                    .containsIgnoringCase("access-control-expose-headers: X-Request-Id")
                    .containsIgnoringCase("vary: origin");
        }
    }

    @Test
    void aPageOfANamedOriginMaySendTokensButNoCookies() throws IOException {
        assertThat(preflight(FRIEND))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("access-control-allow-methods: ")
                .containsIgnoringCase("access-control-allow-headers: authorization")
                .doesNotContainIgnoringCase("access-control-allow-credentials");
    }

    private static String preflight(String origin) throws IOException {
        return answer(
                "OPTIONS /api/v1/rooms HTTP/1.1",
                "Origin: " + origin,
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: authorization");
    }

    private static String answer(String line, String... headers) throws IOException {
        try (RawSocket socket = RawSocket.connected(server.port())) {
            return socket.request(line, headers);
        }
    }

    private static void assertGuarded(String answer) {
        assertThat(answer.lines())
                .contains(
                        "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                        "X-Frame-Options: DENY",
                        "X-Content-Type-Options: nosniff",
                        "Referrer-Policy: no-referrer",
                        "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()",
                        "Cross-Origin-Opener-Policy: same-origin",
                        "Cross-Origin-Embedder-Policy: require-corp",
                        "Cross-Origin-Resource-Policy: same-origin",
                        "Cache-Control: no-store");
        assertThat(answer).doesNotContainIgnoringCase("strict-transport-security");
    }
}
