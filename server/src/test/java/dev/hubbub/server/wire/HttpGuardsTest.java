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
import org.junit.jupiter.params.provider.ValueSource;

/// Requests as no honest client sends them, or as slowly as none does. Each time bo's connection beside goes on as if
/// nothing had been.
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

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "two hosts                  | 400 | one Host   | GET /x HTTP/1.1~Host: a~Host: b~~",
                "no host                    | 400 | one Host   | GET /x HTTP/1.1~~",
                "a host in the request line | 400 | a path     | GET http://evil.example/x HTTP/1.1~Host: a~~",
                "a tunnel                   | 400 | a path     | CONNECT evil.example:80 HTTP/1.1~Host: a~~",
                "length and chunks          | 400 | RFC 9112   | POST /x HTTP/1.1~Host: a~Content-Length: 3~Transfer-Encoding: chunked~~0~~",
                "two lengths                | 400 | RFC 9112   | POST /x HTTP/1.1~Host: a~Content-Length: 3~Content-Length: 4~~abcd",
                "one length twice           | 400 | RFC 9112   | POST /x HTTP/1.1~Host: a~Content-Length: 3~Content-Length: 3~~abc",
                "a length that is no number | 400 | RFC 9112   | POST /x HTTP/1.1~Host: a~Content-Length: +3~~abc",
                "a length in hexadecimal    | 400 | RFC 9112   | POST /x HTTP/1.1~Host: a~Content-Length: 0x3~~abc",
                "a negative length          | 400 | RFC 9112   | POST /x HTTP/1.1~Host: a~Content-Length: -1~~abc",
                "a list of lengths          | 400 | RFC 9112   | POST /x HTTP/1.1~Host: a~Content-Length: 3, 3~~abc",
                "chunked in the middle      | 400 | RFC 9112   | POST /x HTTP/1.1~Host: a~Transfer-Encoding: chunked, gzip~~0~~",
                "chunked and a tab          | 400 | RFC 9112   | POST /x HTTP/1.1~Host: a~Transfer-Encoding: chunked\u000B~~0~~",
                "chunks in HTTP/1.0         | 400 | RFC 9112   | POST /x HTTP/1.0~Host: a~Transfer-Encoding: chunked~~0~~",
                "a coding that hides chunks | 400 | RFC 9112   | POST /x HTTP/1.1~Host: a~Transfer-Encoding: xchunked~~0~~",
                "a coding besides chunked   | 501 | chunked    | POST /x HTTP/1.1~Host: a~Transfer-Encoding: gzip, chunked~~0~~",
                "chunked twice              | 400 | RFC 9112   | POST /x HTTP/1.1~Host: a~Transfer-Encoding: chunked~Transfer-Encoding: chunked~~0~~",
                "a space before the colon   | 400 | RFC 9112   | GET /x HTTP/1.1~Host : a~~",
                "a bare CR in a header      | 400 | RFC 9112   | GET /x HTTP/1.1~Host: a~X: a^Y: b~~",
                "a bare CR in a name        | 400 | RFC 9112   | GET /x HTTP/1.1~Host: a~X^Y: b~~",
                "a header before the first  | 400 | RFC 9112   | GET /x HTTP/1.1~ X: y~Host: a~~",
                "a space in the path        | 400 | RFC 9112   | GET /x y HTTP/1.1~Host: a~~",
                "a NUL in a header          | 400 | RFC 9112   | GET /x HTTP/1.1~Host: a~X: a\u0000b~~",
                "a version to come          | 505 | HTTP/1.1   | GET /x HTTP/1.2~Host: a~~",
                "no HTTP                    | 400 | RFC 9112   | nonsense~~",
            })
    void whatTwoServersCouldReadInTwoWaysIsRefused(String name, int status, String why, String lines)
            throws IOException {
        assertRefused(lines.replace("~", "\r\n").replace('^', '\r'), status, why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /x HTTP/1.1\nHost: a\r\n\r\n", "GET /x HTTP/1.1\r\nHost: a\nX: y\r\n\r\n"})
    void aLineThatEndsInABareNewlineIsRefused(String request) throws IOException {
        assertRefused(request, 400, "RFC 9112");
    }

    /// The codec has joined it before anybody sees it, by a space as RFC 9112, 5.2, lets it.
    @Test
    void aFoldedHeaderIsOneHeader() throws IOException {
        try (RawSocket ana = open()) {
            ana.text(LIVE + "X-Folded: a\r\n Content-Length: 99\r\n\r\n");
            assertThat(ana.head()).startsWith("HTTP/1.1 200 ");
        }
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\n",
                "-1\r\n\r\n",
                "+2\r\n{}\r\n0\r\n\r\n",
                "0x2\r\n{}\r\n0\r\n\r\n",
                "2\n{}\r\n0\r\n\r\n",
                "2;a\nb\r\n{}\r\n0\r\n\r\n",
                "2\r\n{}}\r\n0\r\n\r\n",
                "2\r\n{}\n0\r\n\r\n",
                "100000002\r\n{}\r\n0\r\n\r\n",
                "2\r\n{}\r\n0\r\nX: a\nY: b\r\n\r\n",
                "2\r\n{}\r\n0\r\nX : a\r\n\r\n",
            })
    void chunksThatTwoServersCouldReadInTwoWaysAreRefused(String chunks) throws IOException {
        assertRefused(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunks, 400, "RFC 9112");
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

    /// Or it would be taken for the answer of the first.
    @Test
    void aRefusalWaitsForTheAnswersBeforeIt() throws IOException {
        try (RawSocket ana = open()) {
            ana.text(LIVE + "\r\n" + LIVE + "\r\n" + "GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + LIVE + "\r\n");
            String all = ana.rest();
            assertThat(all.split("HTTP/1\\.1 ", -1)).hasSize(4);
            assertThat(all).startsWith("HTTP/1.1 200 ").containsOnlyOnce("HTTP/1.1 400 ");
            assertThat(all.lastIndexOf("HTTP/1.1 ")).isEqualTo(all.indexOf("HTTP/1.1 400 "));
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
