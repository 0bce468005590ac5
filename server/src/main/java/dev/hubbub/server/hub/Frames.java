package dev.hubbub.server.hub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// Writes WebSocket text frames as a server sends them: final, unmasked (RFC 6455, 5.2).
public final class Frames {
    static final int FINAL_TEXT = 0x81;
    /// With the first reserved bit, which `permessage-deflate` gave a meaning.
    static final int FINAL_COMPRESSED_TEXT = 0xC1;
    /// Of a payload of 126 bytes to 64 KiB.
    static final int USUAL_HEADER = 4;

    static final int LONGEST_HEADER = 10;

    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private Frames() {}

    /// One frame around a finished payload; the caller owns it.
    public static ByteBuf text(byte[] payload, ByteBufAllocator allocator) {
        ByteBuf frame = allocator.directBuffer(payload.length + LONGEST_HEADER);
        header(frame, FINAL_TEXT, payload.length);
        return frame.writeBytes(payload);
    }

    static void header(ByteBuf frame, int firstByte, int length) {
        frame.writeByte(firstByte);
        if (length < LENGTH_16) {
            frame.writeByte(length);
        } else if (length <= 0xFFFF) {
            frame.writeByte(LENGTH_16).writeShort(length);
        } else {
            frame.writeByte(LENGTH_64).writeLong(length);
        }
    }

    /// How long the header is of the frame that starts at `index`.
    static int headerLength(ByteBuf frames, int index) {
        return switch (frames.getByte(index + 1)) {
            case LENGTH_16 -> 4;
            case LENGTH_64 -> LONGEST_HEADER;
            default -> 2;
        };
    }
}
