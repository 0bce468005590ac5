package dev.hubbub.cli.verify.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTapTest {
    private static final String UPGRADED = "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n\r\n";

    private final List<String> heard = new ArrayList<>();
    private final WireTap tap = new WireTap(message -> heard.add(new String(message, StandardCharsets.UTF_8)));

    @Test
    void messagesAreFoundHoweverTheyAreCutUp() {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.writeBytes(ascii(UPGRADED));
        sent.writeBytes(frame(0x81, "short"));
        sent.writeBytes(frame(0x89, "ping"));
        sent.writeBytes(frame(0x81, "m".repeat(300)));
        sent.writeBytes(frame(0x81, "l".repeat(70_000)));
        for (byte one : sent.toByteArray()) {
            tap.take(new byte[] {one}, 1);
        }
        assertThat(heard).containsExactly("short", "m".repeat(300), "l".repeat(70_000));
    }

    @Test
    void fragmentsArePutTogether() {
        take(ascii(UPGRADED));
        take(frame(0x01, "in "));
        take(frame(0x80, "two"));
        assertThat(heard).containsExactly("in two");
    }

    @Test
    void plainHttpIsNotRead() {
        take(ascii("HTTP/1.1 201 Created\r\ncontent-length: 7\r\n\r\n"));
        take(frame(0x81, "looks like one"));
        assertThat(heard).isEmpty();
    }

    private void take(byte[] bytes) {
        tap.take(bytes, bytes.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] frame(int first, String text) {
        byte[] payload = ascii(text);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else if (payload.length < 65_536) {
            frame.write(126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(payload);
        return frame.toByteArray();
    }
}
