package dev.hubbub.server.wire;

import static dev.hubbub.server.wire.RawSocket.CLOSE;
import static dev.hubbub.server.wire.RawSocket.CONTINUATION;
import static dev.hubbub.server.wire.RawSocket.FIN;
import static dev.hubbub.server.wire.RawSocket.PING;
import static dev.hubbub.server.wire.RawSocket.RSV1;
import static dev.hubbub.server.wire.RawSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class CompressionTest {
    /// As Chromium and Firefox ask for it.
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";

    private final WireServer server = WireServer.shared();
    private final RawSocket ana;
    private final RawSocket bo;

    CompressionTest() throws Exception {
        ana = server.welcomed(server.register("ana"), OFFER);
        bo = server.welcomed(server.register("bo"));
    }

    @AfterEach
    void boNeverNoticed() throws IOException {
        bo.answersPings();
        ana.close();
        bo.close();
    }

    @Test
    void aLongMessageComesCompressedToWhoAskedAndPlainToTheOther() throws IOException {
        String text = "all work and no play ".repeat(40);
        bo.say(post("b-1", text));
        RawSocket.Frame toAna = ana.awaits("\"kind\":\"message\"");
        RawSocket.Frame toBo = bo.awaits("\"kind\":\"message\"");
        assertThat(toAna.isCompressed()).isTrue();
        assertThat(toBo.isCompressed()).isFalse();
        assertThat(toAna.text()).isEqualTo(toBo.text()).contains(text);
        assertThat(toAna.length()).isLessThan(toBo.length() / 2);
    }

    @Test
    void aShortAnswerStaysAsItIs() throws IOException {
        ana.say("{\"type\":\"ping\"}");
        assertThat(ana.awaits("\"type\":\"pong\"").isCompressed()).isFalse();
    }

    @Test
    void aLongAnswerIsCompressed() throws IOException {
        for (int i = 0; i < 10; i++) {
            ana.say(post("a-" + i, "again and again"));
        }
        ana.awaits("\"ref\":\"a-9\"");
        ana.say("{\"type\":\"history\",\"ref\":\"h\",\"room\":\"" + room() + "\",\"limit\":10}");
        RawSocket.Frame history = ana.awaits("\"ref\":\"h\"");
        assertThat(history.isCompressed()).isTrue();
        assertThat(history.text()).contains("again and again");
    }

    @Test
    void whatComesCompressedIsRead() throws IOException {
        ana.frame(FIN | RSV1 | TEXT, RawSocket.deflate(utf8(post("a-1", "hello ".repeat(500)))));
        ana.awaits("\"type\":\"ack\"");
        byte[] deflated = RawSocket.deflate(utf8(post("a-2", "in two parts ".repeat(50))));
        ana.frame(RSV1 | TEXT, Arrays.copyOf(deflated, 9));
        ana.frame(FIN | PING, new byte[0]);
        ana.frame(FIN | CONTINUATION, Arrays.copyOfRange(deflated, 9, deflated.length));
        ana.awaits("\"ref\":\"a-2\"");
        ana.frame(FIN | TEXT, utf8("{\"type\":\"ping\"}"));
        ana.awaits("\"type\":\"pong\"");
    }

    @Test
    void whatDoesNotInflateIsAProtocolError() throws IOException {
        ana.frame(FIN | RSV1 | TEXT, utf8("this was never deflated"));
        assertThat(ana.awaitsClose()).isEqualTo(1002);
    }

    @Test
    void whatInflatesToNoTextIsRefusedLikeItsLike() throws IOException {
        ana.frame(FIN | RSV1 | TEXT, RawSocket.deflate(new byte[] {(byte) 0xC3, '('}));
        assertThat(ana.awaitsClose()).isEqualTo(1007);
    }

    @Test
    void theBitMeansNothingOnPingsAndWithinAMessage() throws IOException {
        ana.frame(FIN | RSV1 | PING, new byte[0]);
        assertThat(ana.awaitsClose()).isEqualTo(1002);
        bo.answersPings();
        try (RawSocket cy = RawSocket.upgraded(server.port(), OFFER)) {
            cy.frame(RSV1 | TEXT, new byte[0]);
            cy.frame(FIN | RSV1 | CONTINUATION, new byte[0]);
            assertThat(cy.awaitsClose()).isEqualTo(1002);
            cy.frame(FIN | CLOSE, new byte[0]);
            assertThat(cy.isEnded()).isTrue();
        }
    }

    /// The global room: the only one that both are in.
    private String room() throws IOException {
        bo.say("{\"type\":\"list_rooms\",\"ref\":\"l\"}");
        String list = bo.awaits("\"ref\":\"l\"").text();
        String before = list.substring(0, list.indexOf("\"kind\":\"global\""));
        int id = before.lastIndexOf("\"id\":\"") + 6;
        return before.substring(id, before.indexOf('"', id));
    }

    private String post(String ref, String text) throws IOException {
        return "{\"type\":\"post\",\"ref\":\"%s\",\"room\":\"%s\",\"text\":\"%s\"}".formatted(ref, room(), text);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
