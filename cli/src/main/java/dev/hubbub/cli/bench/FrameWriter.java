package dev.hubbub.cli.bench;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/// Makes frames as a client must: final and masked (RFC 6455, 5.3).
final class FrameWriter {
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int LENGTH_16 = 126;

    private FrameWriter() {}

    static ByteBuffer text(byte[] payload) {
        return frame(FrameReader.TEXT, payload);
    }

    /// @param payload at most 65,535 bytes
    static ByteBuffer frame(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) (FINAL | opcode));
        if (payload.length < LENGTH_16) {
            frame.put((byte) (MASKED | payload.length));
        } else {
            frame.put((byte) (MASKED | LENGTH_16)).putShort((short) payload.length);
        }
        int mask = ThreadLocalRandom.current().nextInt();
        frame.putInt(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ (mask >>> (24 - 8 * (i & 3)))));
        }
        return frame.flip();
    }
}
