package dev.hubbub.server.wire;

import static dev.hubbub.server.wire.RawSocket.BINARY;
import static dev.hubbub.server.wire.RawSocket.CLOSE;
import static dev.hubbub.server.wire.RawSocket.CONTINUATION;
import static dev.hubbub.server.wire.RawSocket.FIN;
import static dev.hubbub.server.wire.RawSocket.PING;
import static dev.hubbub.server.wire.RawSocket.PONG;
import static dev.hubbub.server.wire.RawSocket.RSV1;
import static dev.hubbub.server.wire.RawSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Frames as no honest client sends them. Each time bo's connection beside goes on as if nothing had been.
@Tag("integration")
class MalformedFramesTest {
    private final WireServer server = WireServer.shared();
    private RawSocket ana;
    private RawSocket bo;
    private Logged logged;

    MalformedFramesTest() throws Exception {
        ana = server.welcomed(server.register("ana"));
        bo = server.welcomed(server.register("bo"));
        logged = new Logged();
    }

    @BeforeEach
    void bothAreWell() throws IOException {
        ana.answersPings();
        bo.answersPings();
    }

    @AfterEach
    void boNeverNoticed() throws IOException {
        bo.answersPings();
        assertThat(logged.lines()).hasSizeLessThanOrEqualTo(1);
        assertThat(logged.hasStackTrace()).isFalse();
        logged.close();
        ana.close();
        bo.close();
    }

    static Stream<Arguments> offences() {
        byte[] ping = "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                offence("not UTF-8", 1007, RawSocket.masked(FIN | TEXT, new byte[] {'{', (byte) 0xC3, '}'})),
                offence("half a surrogate pair", 1007, RawSocket.masked(FIN | TEXT, bytes(0xED, 0xA0, 0x80))),
                offence("an overlong slash", 1007, RawSocket.masked(FIN | TEXT, bytes(0xC0, 0xAF))),
                offence(
                        "text that ends within a character",
                        1007,
                        RawSocket.masked(FIN | TEXT, bytes(0xF0, 0x9F, 0x98))),
                offence("a frame without a mask", 1002, unmasked(FIN | TEXT, ping)),
                offence("a reserved bit", 1002, RawSocket.masked(FIN | 0x20 | TEXT, ping)),
                offence("compression that was not negotiated", 1002, RawSocket.masked(FIN | RSV1 | TEXT, ping)),
                offence("a reserved data opcode", 1002, RawSocket.masked(FIN | 3, ping)),
                offence("a reserved control opcode", 1002, RawSocket.masked(FIN | 11, new byte[0])),
                offence("a ping in fragments", 1002, RawSocket.masked(PING, ping)),
                offence("a ping that is too long", 1002, RawSocket.masked(FIN | PING, new byte[126])),
                offence("a continuation of nothing", 1002, RawSocket.masked(FIN | CONTINUATION, ping)),
                offence(
                        "a message within a message",
                        1002,
                        joined(RawSocket.masked(TEXT, ping), RawSocket.masked(FIN | TEXT, ping))),
                offence("a close with half a code", 1002, RawSocket.masked(FIN | CLOSE, new byte[1])),
                offence(
                        "a close with a code that nobody may send",
                        1002,
                        RawSocket.masked(FIN | CLOSE, bytes(3, 0xED))),
                offence("binary", 1003, RawSocket.masked(FIN | BINARY, new byte[] {1, 2, 3})),
                offence("a frame above the limit", 1009, RawSocket.masked(FIN | TEXT, new byte[65_537])),
                offence("a frame that claims exabytes", 1009, bytes(0x81, 0xFF, 0x7F, 0, 0, 0, 0, 0, 0, 0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("offences")
    void anOffenceClosesItsOwnConnectionWithTheRightCode(String name, int code, byte[] bytes) throws IOException {
        ana.bytes(bytes);
        assertThat(ana.awaitsClose()).as(name).isEqualTo(code);
        ana.frame(FIN | CLOSE, new byte[0]);
        assertThat(ana.isEnded()).isTrue();
    }

    @Test
    void fragmentsAreOneMessageAndAPingMayComeBetween() throws IOException {
        ana.frame(TEXT, "{\"type\":".getBytes(StandardCharsets.UTF_8));
        ana.frame(FIN | PING, "are you there".getBytes(StandardCharsets.UTF_8));
        assertThat(ana.awaits(PONG).text()).isEqualTo("are you there");
        ana.frame(CONTINUATION, new byte[0]);
        ana.frame(FIN | CONTINUATION, "\"ping\"}".getBytes(StandardCharsets.UTF_8));
        ana.awaits("\"type\":\"pong\"");
    }

    @Test
    void aCharacterMayBeCutByAFragment() throws IOException {
        byte[] json = "{\"type\":\"ping\",\"x\":\"ä\"}".getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut < json.length; cut++) {
            ana.frame(TEXT, java.util.Arrays.copyOf(json, cut));
            ana.frame(FIN | CONTINUATION, java.util.Arrays.copyOfRange(json, cut, json.length));
            ana.awaits("\"type\":\"pong\"");
        }
    }

    @Test
    void aMessageOfFragmentsIsBoundedAsAWhole() throws IOException {
        ana.frame(TEXT, new byte[40_000]);
        ana.frame(CONTINUATION, new byte[40_000]);
        assertThat(ana.awaitsClose()).isEqualTo(1009);
    }

    @Test
    void aMessageOfTinyFragmentsIsBoundedInTheirNumber() throws IOException {
        byte[] tiny = RawSocket.masked(CONTINUATION, new byte[0]);
        ByteBuffer many = ByteBuffer.allocate(tiny.length * 1_000);
        while (many.hasRemaining()) {
            many.put(tiny);
        }
        ana.frame(TEXT, new byte[] {'{'});
        ana.bytes(many.array());
        assertThat(ana.awaitsClose()).isEqualTo(1008);
    }

    @Test
    void aCloseIsAnsweredWithItsOwnCodeAndTheEnd() throws IOException {
        ana.frame(FIN | CLOSE, ByteBuffer.allocate(2).putShort((short) 1001).array());
        assertThat(ana.read().closeCode()).isEqualTo(1001);
        assertThat(ana.isEnded()).isTrue();
    }

    @Test
    void aPongThatNobodyAskedForMeansNothing() throws IOException {
        ana.frame(FIN | PONG, new byte[] {1});
        ana.answersPings();
    }

    @Test
    void aSocketThatJustVanishesIsForgotten() throws IOException {
        ana.frame(TEXT, "{\"type\":".getBytes(StandardCharsets.UTF_8));
        ana.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                             | malformed",
                "[]                                            | malformed",
                "{} {}                                         | malformed",
                "nonsense                                      | malformed",
                "[[[[[[[[[[1]]]]]]]]]] | malformed",
                "{\"a\":[[[[[[[[[[1]]]]]]]]]]} | malformed",
                "{\"type\":\"read\",\"seq\":111111111111111111111111111111111111111} | malformed",
                "{\"type\":\"read\",\"seq\":1e999999999}       | invalid",
                "{\"type\":\"read\",\"ref\":\"a\",\"room\":\"1\",\"seq\":99999999999999999999} | invalid",
                "{\"type\":\"dance\"}                          | unknown_type",
                "{}                                            | invalid",
                "{\"type\":5}                                  | invalid",
                "{\"type\":\"post\",\"ref\":\"a\",\"room\":7}  | invalid",
                "{\"type\":\"post\",\"ref\":\"a\",\"room\":\"1\",\"text\":\"\\u0000\"} | invalid",
                "{\"type\":\"hello\"}                          | invalid",
            })
    void nonsenseInAFrameGetsAnErrorAndTheConnectionLivesOn(String json, String code) throws IOException {
        ana.say(json);
        String error = ana.awaits("\"type\":\"error\"").text();
        assertThat(error).contains("\"code\":\"" + code + "\"").doesNotContain("Exception", "\\n", "dev.hubbub");
        ana.answersPings();
    }

    @Test
    void whoGoesOnSendingNonsenseIsClosedForGood() throws IOException {
        for (int i = 0; i < 20; i++) {
            ana.say("nonsense");
        }
        assertThat(ana.awaitsClose()).isEqualTo(4503);
    }

    private static Arguments offence(String name, int code, byte[] bytes) {
        return Arguments.of(name, code, bytes);
    }

    private static byte[] unmasked(int first, byte[] payload) {
        return joined(bytes(first, payload.length), payload);
    }

    private static byte[] joined(byte[] one, byte[] two) {
        return ByteBuffer.allocate(one.length + two.length).put(one).put(two).array();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
