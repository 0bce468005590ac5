package dev.hubbub.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests that are too large, too slow or too many; [HeaderSmugglingTest] has those that are ambiguous. Each time
/// bo's
/// connection beside goes on as if nothing had been.
@Tag("integration")
class HttpGuardsTest {
    private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n";
    private static final String POST =
            "POST /api/v1/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n";
    private static final int MOST_CONNECTIONS = 5;
    private static final String PROXY = "127.0.0.4";

    private static WireServer server = WireServer.shared();
    private static String token = "";

    private final RawSocket bo;

    HttpGuardsTest() throws IOException {
        bo = server.welcomed(token);
    }

    @BeforeAll
    static void start() throws Exception {
        server = WireServer.start(Map.of(
                "HUBBUB_REQUEST_SECONDS",
                "1",
                "HUBBUB_IDLE_SECONDS",
                "5",
                "HUBBUB_TRUSTED_PROXIES",
                PROXY,
                "HUBBUB_CONNECTIONS_PER_ADDRESS",
                Integer.toString(MOST_CONNECTIONS)));
        token = server.register("bo");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void boIsWell() throws IOException {
        bo.answersPings();
    }

    @AfterEach
    void boNeverNoticed() throws IOException {
        bo.answersPings();
        bo.close();
    }

    @Test
    void aRequestLineAndHeadersAreBounded() throws IOException {
        assertRefused("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\n\r\n", 414, "request line is too long");
        assertRefused(LIVE + "X: " + "x".repeat(9_000) + "\r\n\r\n", 431, "too long altogether");
        assertRefused(LIVE + "X: yyyy\r\n".repeat(1_200) + "\r\n", 431, "too long altogether");
        assertRefused(LIVE + "X: y\r\n".repeat(100) + "\r\n", 431, "more than 100 headers");
    }

    @Test
    void aHeadWithoutEndIsRefusedBeforeItIsAllThere() throws IOException {
        assertRefused(LIVE + "X: " + "x".repeat(1_000_000), 431, "too long altogether");
    }

    @Test
    void aBodyIsBoundedWhetherItSaysItsLengthOrNot() throws IOException {
        assertRefused(POST + "Content-Length: 70000\r\n\r\n" + "x".repeat(70_000), 413, "too_large");
        String chunk = "1000\r\n" + "x".repeat(4_096) + "\r\n";
        assertRefused(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(20) + "0\r\n\r\n", 413, "too_large");
    }

    @Test
    void aHeadOrBodyThatTricklesIsRefusedHoweverBusyItLooks() throws IOException {
        assertTrickleEnds(LIVE, "X: y\r\n", "the head of a request came too slowly (HUBBUB_REQUEST_SECONDS)");
        assertTrickleEnds(
                POST + "Content-Length: 60000\r\n\r\n",
                "x",
                "the body of a request came too slowly (HUBBUB_REQUEST_SECONDS)");
    }

    @Test
    void aConnectionThatAsksNothingIsEnded() throws IOException {
        try (RawSocket silent = open();
                RawSocket once = open()) {
            once.text(LIVE + "\r\n");
            assertThat(once.head()).startsWith("HTTP/1.1 200 ");
            assertThat(silent.isEnded()).isTrue();
            assertThat(once.rest()).doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void anAddressHasOnlySoManyConnectionsAndAnotherComesIn() throws IOException {
        InetAddress flooder = InetAddress.getByName("127.0.0.3");
        List<RawSocket> flood = new ArrayList<>();
        for (int i = 0; i < MOST_CONNECTIONS; i++) {
            flood.add(RawSocket.connected(server.port(), flooder));
            flood.getLast().text(LIVE + "\r\n");
            assertThat(flood.getLast().head()).startsWith("HTTP/1.1 200 ");
        }
        try (RawSocket sixth = RawSocket.connected(server.port(), flooder);
                RawSocket ana = open()) {
            assertThat(sixth.rest())
                    .startsWith("HTTP/1.1 429 ")
                    .containsIgnoringCase("retry-after: ")
                    .contains("HUBBUB_CONNECTIONS_PER_ADDRESS");
            ana.text(LIVE + "\r\n");
            assertThat(ana.head()).startsWith("HTTP/1.1 200 ");
        }
        for (RawSocket socket : flood) {
            socket.close();
        }
    }

    @Test
    void aTrustedProxyHoldsTheConnectionsOfMany() throws IOException {
        List<RawSocket> many = new ArrayList<>();
        for (int i = 0; i <= MOST_CONNECTIONS; i++) {
            many.add(RawSocket.connected(server.port(), InetAddress.getByName(PROXY)));
            many.getLast().text(LIVE + "\r\n");
            assertThat(many.getLast().head()).startsWith("HTTP/1.1 200 ");
        }
        for (RawSocket socket : many) {
            socket.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "depth          | 400 | malformed | {\"login\":[[[[[[[[[1]]]]]]]]]}",
                "a long number  | 400 | malformed | {\"login\":1234567890123456789012345678901234567890}",
                "a long name    | 400 | malformed | {\"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn\":1}",
                "no object      | 400 | malformed | []",
                "two objects    | 400 | malformed | {} {}",
            })
    void jsonIsBounded(String name, int status, String code, String json) throws IOException {
        assertRefused(post("/api/v1/login", json), status, "\"code\":\"" + code + "\"");
    }

    @Test
    void aTextIsBoundedByItsField() throws IOException {
        String long60k = "x".repeat(60_000);
        assertRefused(
                post(
                        "/api/v1/register",
                        "{\"username\":\"%s\",\"email\":\"a@b.example\",\"password\":\"correct horse\"}"
                                .formatted(long60k)),
                400,
                "username");
        assertRefused(post("/api/v1/rooms", "{\"ref\":\"r-1\",\"name\":\"%s\"}".formatted(long60k)), 400, "name");
    }

    private static void assertRefused(String request, int status, String why) throws IOException {
        try (RawSocket ana = open()) {
            ana.text(request);
            String answer = ana.rest();
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains(why);
            assertThat(answer.split("HTTP/1\\.1 ", -1)).as("answered once").hasSize(2);
        }
    }

    private static void assertTrickleEnds(String start, String drop, String why) throws IOException {
        try (RawSocket ana = open()) {
            ana.text(start);
            while (!ana.hasHeard()) {
                ana.text(drop);
            }
            assertThat(ana.rest()).startsWith("HTTP/1.1 408 ").contains(why);
        }
    }

    private static String post(String path, String json) {
        return "POST " + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + token + "\r\nContent-Length: " + json.getBytes(StandardCharsets.UTF_8).length
                + "\r\nConnection: close\r\n\r\n" + json;
    }

    private static RawSocket open() throws IOException {
        return RawSocket.connected(server.port(), InetAddress.getByName("127.0.0.2"));
    }
}
