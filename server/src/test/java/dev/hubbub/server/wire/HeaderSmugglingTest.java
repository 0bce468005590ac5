package dev.hubbub.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that a proxy before the server could read otherwise than the server does, so that one request of a stranger
/// becomes two. Each ends its connection with one answer, and bo's beside goes on as if nothing had been.
@Tag("integration")
class HeaderSmugglingTest {
    private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n";
    private static final String POST =
            "POST /api/v1/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n";

    private final WireServer server = WireServer.shared();
    private final RawSocket bo;

    HeaderSmugglingTest() throws Exception {
        bo = server.welcomed(server.register("bo"));
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

    /// A head in one piece, in many, after another request and after bodies of either kind.
    @ParameterizedTest
    @ValueSource(strings = {" Content-Length: 99", "\tb", " ", "\t \t b"})
    void aHeaderThatIsFoldedOverLinesIsRefused(String fold) throws IOException {
        String folded = LIVE + "X-Folded: a\r\n" + fold + "\r\n\r\n";
        String why = "stands on one line";
        assertRefused(folded, 400, why);
        try (RawSocket ana = open()) {
            for (byte next : folded.getBytes(StandardCharsets.US_ASCII)) {
                ana.bytes(new byte[] {next});
            }
            assertThat(ana.rest()).startsWith("HTTP/1.1 400 ").contains(why);
        }
        String post = POST.replace("Connection: close\r\n", "");
        for (String before : List.of(
                LIVE + "\r\n",
                post + "Content-Length: 4\r\n\r\n{\n }",
                post + "Transfer-Encoding: chunked\r\n\r\n4\r\n{\n }\r\n0\r\n\r\n")) {
            try (RawSocket ana = open()) {
                ana.text(before + folded);
                assertThat(ana.rest())
                        .containsOnlyOnce("HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain")
                        .contains(why);
            }
        }
    }

    @Test
    void whatLooksFoldedInABodyIsNot() throws IOException {
        String body = "{\r\n  \"login\" : \"x\",\r\n\t\"password\":\"y\"\r\n}";
        try (RawSocket ana = open()) {
            String post = POST.replace("Connection: close\r\n", "");
            ana.text(post + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            assertThat(ana.head()).startsWith("HTTP/1.1 401 ");
        }
        try (RawSocket ana = open()) {
            ana.text(POST + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n" + body
                    + "\r\n0\r\n\r\n");
            assertThat(ana.head()).startsWith("HTTP/1.1 401 ");
        }
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

    /// What came before must be answered first, in the order in which it came; an upgrade would end that order.
    @Test
    void anUpgradeBehindAnotherRequestIsRefused() {
        // Sometimes the first is answered before the second was read, which then waits for nobody.
        await().until(() -> {
            String all = answersToAnUpgradeBehindAnotherRequest();
            assertThat(all).doesNotContain("HTTP/1.1 101 ").startsWith("HTTP/1.1 400 Invalid\r\n");
            return all.lastIndexOf("HTTP/1.1 ") == all.indexOf("HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain")
                    && all.contains("an upgrade waits for the answers before it");
        });
    }

    private String answersToAnUpgradeBehindAnotherRequest() throws IOException {
        try (RawSocket ana = open()) {
            ana.text(
                    POST.replace("Connection: close\r\n", "")
                            + "Content-Length: 2\r\n\r\n{}GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
            return ana.rest();
        }
    }

    private void assertRefused(String request, int status, String why) throws IOException {
        try (RawSocket ana = open()) {
            ana.text(request);
            String answer = ana.rest();
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains(why);
            assertThat(answer.split("HTTP/1\\.1 ", -1)).as("answered once").hasSize(2);
        }
    }

    private RawSocket open() throws IOException {
        return RawSocket.connected(server.port());
    }
}
