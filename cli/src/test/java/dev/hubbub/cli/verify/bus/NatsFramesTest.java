package dev.hubbub.cli.verify.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NatsFramesTest {
    @Test
    void messagesAreToldFromWordsBetweenClientAndServer() throws IOException {
        String said = """
                PING
                SUB a 1
                PUB a 5
                hello
                HPUB a r 12 14
                NATS/1.0

                hi
                MSG a 1 0

                HMSG a 1 r 12 14
                NATS/1.0

                ho
                +OK
                """.replace("\n", "\r\n");
        assertThat(frames(said).stream().map(NatsFrame::message))
                .containsExactly(false, false, true, true, true, true, false);
        assertThat(text(frames(said))).isEqualTo(said);
    }

    @Test
    void aPayloadThatLooksLikeTheProtocolIsOneMessage() throws IOException {
        assertThat(frames("PUB a 12\r\nPING\r\nPONG\r\n\r\nPING\r\n")).hasSize(2);
    }

    @Test
    void nobodyIsToldOfAWayRound() throws IOException {
        String info = "INFO {\"server_id\":\"x\",\"connect_urls\":[\"127.0.0.1:4222\"],\"max_payload\":10}\r\n";
        assertThat(text(frames(info))).isEqualTo("INFO {\"server_id\":\"x\",\"max_payload\":10}\r\n");
    }

    @Test
    void halfAMessageIsNone() {
        assertThatThrownBy(() -> frames("PUB a 5\r\nhel")).isInstanceOf(EOFException.class);
    }

    private static List<NatsFrame> frames(String text) throws IOException {
        NatsFrames frames = new NatsFrames(new ByteArrayInputStream(text.getBytes(UTF_8)));
        List<NatsFrame> all = new ArrayList<>();
        for (NatsFrame frame = frames.next(); frame != null; frame = frames.next()) {
            all.add(frame);
        }
        return all;
    }

    private static String text(List<NatsFrame> frames) {
        StringBuilder text = new StringBuilder();
        frames.forEach(frame -> text.append(new String(frame.bytes(), UTF_8)));
        return text.toString();
    }
}
