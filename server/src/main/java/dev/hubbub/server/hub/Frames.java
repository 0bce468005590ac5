package dev.hubbub.server.hub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/// Writes WebSocket text frames as a server sends them: final, unmasked (RFC 6455, 5.2).
public final class Frames {
    private static final int FINAL_TEXT = 0x81;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private Frames() {}

    /// One frame around a finished payload; the caller owns it.
    public static ByteBuf text(byte[] payload, ByteBufAllocator allocator) {
        ByteBuf frame = allocator.directBuffer(payload.length + 10);
        header(frame, payload.length);
        return frame.writeBytes(payload);
    }

    /// Appends one frame whose payload `body` writes.
    static void writeText(ByteBuf frames, Consumer<OutputStream> body) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream(256);
        body.accept(payload);
        header(frames, payload.size());
        try (OutputStream out = new io.netty.buffer.ByteBufOutputStream(frames)) {
            payload.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void header(ByteBuf frame, int length) {
        frame.writeByte(FINAL_TEXT);
        if (length < LENGTH_16) {
            frame.writeByte(length);
        } else if (length <= 0xFFFF) {
            frame.writeByte(LENGTH_16).writeShort(length);
        } else {
            frame.writeByte(LENGTH_64).writeLong(length);
        }
    }
}
