package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where requests and WebSockets come from: as a proxy says, if it is one of ours, and whatever anybody else writes.
@Tag("integration")
class TrustedProxyTest {
    private static final String LIST = "X-Forwarded-For";
    private static final String SCHEME = "X-Forwarded-Proto";
    private static final String WRONG = "{\"login\":\"nobody\",\"password\":\"wrong horse\"}";

    private static RunningServer behindUs;
    private final RunningServer open = RunningServer.get();

    @BeforeAll
    static void start() {
        behindUs = RunningServer.of(Map.of(
                "HUBBUB_TRUSTED_PROXIES", "10.0.0.0/8, 127.0.0.1",
                "HUBBUB_CONNECTIONS_PER_ADDRESS", "1",
                "HUBBUB_SIGN_INS_PER_MINUTE", "20"));
    }

    @AfterAll
    static void close() {
        behindUs.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "X-Forwarded-For # 198.51.100.1 # 198.51.100.1",
                "X-Forwarded-For # 6.6.6.6, 198.51.100.2, 10.1.1.1 # 198.51.100.2",
                "X-Forwarded-For # 198.51.100.3, nonsense # 127.0.0.1",
                "Forwarded # for=6.6.6.6, for=\"[2001:db8::1]:99\";proto=https # 2001:db8:0:0:0:0:0:1",
                "Forwarded # for=198.51.100.3;; =\" # 127.0.0.1",
            })
    void sessionsAndTheAuditLogHaveTheAddressThatATrustedProxySays(String header, String value, String from)
            throws Exception {
        assertThat(addressOfSession(behindUs, Map.of(header, value))).isEqualTo(from);
        assertThat(addressOfCommand(behindUs, Map.of(header, value))).isEqualTo(from);
    }

    @Test
    void whoeverIsNoTrustedProxyComesFromWhereHisSocketEnds() throws Exception {
        Map<String, String> headers = Map.of(LIST, "198.51.100.1", "Forwarded", "for=198.51.100.1");
        assertThat(addressOfSession(open, headers)).isEqualTo("127.0.0.1");
        assertThat(addressOfCommand(open, headers)).isEqualTo("127.0.0.1");
    }

    @Test
    void signInsAreCountedForTheAddressBehindTheProxy() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(post(behindUs, "login", WRONG, Map.of(LIST, "198.51.100.50"))
                            .status())
                    .isIn(401, 429);
        }
        assertThat(post(behindUs, "login", WRONG, Map.of(LIST, "6.6.6.6, 198.51.100.50"))
                        .text("code"))
                .isEqualTo("rate_limited");
        assertThat(post(behindUs, "register", "{}", Map.of(LIST, "198.51.100.51"))
                        .text("code"))
                .isNotEqualTo("rate_limited");
    }

    @Test
    void connectionsAreCountedForTheAddressBehindTheProxy() {
        TestSocket first = TestSocket.open(behindUs.url(), Map.of(LIST, "198.51.100.60"));
        TestSocket.open(behindUs.url(), Map.of(LIST, "6.6.6.6, 198.51.100.60")).awaitsClose(4502);
        TestSocket other = TestSocket.open(behindUs.url(), Map.of(LIST, "198.51.100.61"));
        other.say("{'type':'ping'}");
        other.awaits("pong");
        assertThat(first.isOpen()).isTrue();
        other.close();
        first.close();
        first.awaitsClose(1000);
        await().until(() -> canConnect("198.51.100.60"));
    }

    @Test
    void cookiesAreForTlsIfTheBrowserSpeaksItWithTheProxy() throws Exception {
        String https = behindUs.url().replaceFirst("http:", "https:");
        assertThat(cookies(behindUs, Map.of("Origin", https, SCHEME, "https", LIST, "198.51.100.70")))
                .hasSize(3)
                .allSatisfy(cookie -> assertThat(cookie).startsWith("__Secure-").contains("; Secure"));
        assertThat(cookies(behindUs, Map.of("Sec-Fetch-Site", "same-origin", SCHEME, "https", LIST, "198.51.100.70")))
                .hasSize(3)
                .allSatisfy(cookie -> assertThat(cookie).contains("; Secure"));
        assertThat(cookies(open, Map.of("Origin", open.url(), SCHEME, "https")))
                .hasSize(3)
                .noneSatisfy(cookie -> assertThat(cookie).contains("Secure"));
    }

    @Test
    void aPageWithoutTlsIsNotOursBehindAProxyThatHasIt() throws Exception {
        Map<String, String> plain = Map.of("Origin", behindUs.url(), SCHEME, "https", LIST, "198.51.100.71");
        assertThat(post(behindUs, "login", cookieLogin(), plain).status()).isEqualTo(403);
        assertThatThrownBy(() -> TestSocket.open(behindUs.url(), plain))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        // Whoever is no proxy cannot say so either way.
        assertThat(TestSocket.open(open.url(), Map.of("Origin", open.url(), SCHEME, "https"))
                        .isOpen())
                .isTrue();
    }

    private boolean canConnect(String from) {
        TestSocket socket = TestSocket.open(behindUs.url(), Map.of(LIST, from));
        socket.say("{'type':'ping'}");
        await().until(() -> !socket.isOpen() || !socket.heard().isEmpty());
        return socket.isOpen();
    }

    private static String addressOfSession(RunningServer server, Map<String, String> headers) throws Exception {
        String token = register(server, headers).text("accessToken");
        return server.get("/api/v1/sessions", token)
                .json()
                .path("sessions")
                .path(0)
                .path("address")
                .asText();
    }

    /// Where a command over a WebSocket comes from.
    private static String addressOfCommand(RunningServer server, Map<String, String> headers) throws Exception {
        var user = register(server, headers);
        TestSocket socket = TestSocket.open(server.url(), headers);
        socket.say("{'type':'hello','token':'%s'}".formatted(user.text("accessToken")));
        socket.awaits("\"type\":\"welcome\"");
        socket.say("{'type':'create_room','ref':'a-1','name':'%s','visibility':'public'}".formatted(unique("room")));
        socket.awaits("\"type\":\"ack\"", "\"a-1\"");
        socket.close();
        socket.awaitsClose(1000);
        String admin = server.administrator();
        String path = "/api/v1/admin/audit?action=room_created&who="
                + user.json().path("user").path("id").asText();
        return await().until(
                        () -> server.get(path, admin)
                                .json()
                                .path("entries")
                                .path(0)
                                .path("from")
                                .asText(),
                        from -> !from.isEmpty());
    }

    private static List<String> cookies(RunningServer server, Map<String, String> headers) throws Exception {
        String name =
                register(server, headers).json().path("user").path("username").asText();
        return post(server, "login", cookieLogin().replace("nobody", name), headers)
                .response()
                .headers()
                .allValues("Set-Cookie");
    }

    private static String cookieLogin() {
        return "{\"login\":\"nobody\",\"password\":\"correct horse\",\"cookie\":true}";
    }

    private static RunningServer.Answer register(RunningServer server, Map<String, String> headers) throws Exception {
        String body = "{\"username\":\"%1$s\",\"email\":\"%1$s@example.org\",\"password\":\"correct horse\"}"
                .formatted(unique("ana"));
        return post(server, "register", body, headers);
    }

    private static String unique(String name) {
        return name + Long.toString(System.nanoTime(), 36);
    }

    private static RunningServer.Answer post(
            RunningServer server, String route, String body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/" + route))
                .POST(BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        headers.forEach(request::header);
        return server.send(request.build());
    }
}
