package dev.hubbub.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameReaderTest {
    private final List<String> seen = new ArrayList<>();

    @Test
    void manyFramesInOneBufferComeOneByOne() {
        ByteBuffer bytes = frames("one", "two", "three");
        read(bytes);
        assertThat(seen).containsExactly("one", "two", "three");
        assertThat(bytes.remaining()).isZero();
    }

    @Test
    void aFrameThatIsCutOffAnywhereWaitsForItsRest() {
        ByteBuffer whole = frames("first", "x".repeat(300), "y".repeat(70_000));
        for (int cut : List.of(1, 3, 7, 8, 9, 10, 150, 311, 312, 313, 320, 321, 40_000, whole.limit() - 1)) {
            seen.clear();
            ByteBuffer head = whole.duplicate().limit(cut);
            read(head);
            int taken = head.position();
            assertThat(seen).hasSizeLessThan(3);
            read(whole.duplicate().position(taken));
            assertThat(seen).containsExactly("first", "x".repeat(300), "y".repeat(70_000));
        }
    }

    @Test
    void eachFormOfTheLengthIsRead() {
        for (int length : List.of(0, 1, 125, 126, 127, 65_535, 65_536)) {
            seen.clear();
            read(frames("z".repeat(length)));
            assertThat(seen).containsExactly("z".repeat(length));
        }
    }

    @Test
    void whatNoServerSendsIsRefused() {
        assertThatThrownBy(() -> read(ByteBuffer.wrap(new byte[] {0x01, 0x00})))
                .isInstanceOf(FrameReader.BadFrame.class);
        assertThatThrownBy(() -> read(ByteBuffer.wrap(new byte[] {(byte) 0x81, (byte) 0x80, 0, 0, 0, 0})))
                .isInstanceOf(FrameReader.BadFrame.class);
    }

    @Test
    void aClientsFrameIsMasked() {
        ByteBuffer frame = FrameWriter.text("hello".getBytes(StandardCharsets.UTF_8));
        assertThat(frame.get(1) & 0xFF).isEqualTo(0x80 | 5);
        byte[] unmasked = new byte[5];
        for (int i = 0; i < 5; i++) {
            unmasked[i] = (byte) (frame.get(6 + i) ^ frame.get(2 + i % 4));
        }
        assertThat(new String(unmasked, StandardCharsets.UTF_8)).isEqualTo("hello");
    }

    private void read(ByteBuffer bytes) {
        FrameReader.read(bytes, (opcode, all, start, end) -> {
            byte[] payload = new byte[end - start];
            all.get(start, payload);
            seen.add(new String(payload, StandardCharsets.UTF_8));
        });
    }

    static ByteBuffer frames(String... texts) {
        ByteBuffer bytes = ByteBuffer.allocate(200_000);
        for (String text : texts) {
            bytes.put((byte) 0x81);
            if (text.length() < 126) {
                bytes.put((byte) text.length());
            } else if (text.length() < 65_536) {
                bytes.put((byte) 126).putShort((short) text.length());
            } else {
                bytes.put((byte) 127).putLong(text.length());
            }
            bytes.put(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.flip();
    }
}
