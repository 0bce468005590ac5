package dev.hubbub.server.hub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/// Writes WebSocket text frames as a server sends them: final, unmasked (RFC 6455, 5.2).
public final class Frames {
    static final int FINAL_TEXT = 0x81;
    /// With the first reserved bit, which `permessage-deflate` gave a meaning.
    static final int FINAL_COMPRESSED_TEXT = 0xC1;
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

    /// Appends one frame whose payload `body` writes.
    static void writeText(ByteBuf frames, Consumer<OutputStream> body) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream(256);
        body.accept(payload);
        header(frames, FINAL_TEXT, payload.size());
        try (OutputStream out = new ByteBufOutputStream(frames)) {
            payload.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
