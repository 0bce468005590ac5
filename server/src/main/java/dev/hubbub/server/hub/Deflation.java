package dev.hubbub.server.hub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/// Compresses messages for those who negotiated `permessage-deflate` (RFC 7692) without context takeover: each
/// message stands for itself, so the same bytes do for everyone. Safe for any thread; each that compresses has
/// a compressor of its own.
public final class Deflation {
    /// Below this a message has little to gain. A line of chat in its envelope shrinks to three quarters, 600
    /// bytes to three fifths, and either costs as much CPU as two deliveries.
    private static final int LEAST_BYTES = 256;
    /// What a flush ends with, and RFC 7692, 7.2.1 leaves off.
    private static final int TAIL = 4;

    private final FastThreadLocal<Deflater> deflaters;

    /// @param level from 1, the fastest, to 9, the smallest
    public Deflation(int level) {
        deflaters = new FastThreadLocal<>() {
            @Override
            protected Deflater initialValue() {
                return new Deflater(level, true);
            }

            @Override
            protected void onRemoval(Deflater deflater) {
                deflater.end();
            }
        };
    }

    /// One frame around a finished payload, compressed if that is worth it; the caller owns it.
    public ByteBuf text(byte[] payload, ByteBufAllocator allocator) {
        if (payload.length < LEAST_BYTES) {
            return Frames.text(payload, allocator);
        }
        ByteBuf frame = allocator.directBuffer(payload.length + Frames.LONGEST_HEADER);
        write(Unpooled.wrappedBuffer(payload), 0, payload.length, frame);
        return frame;
    }

    /// Appends one frame to `frames`, compressed if that makes it smaller. Leaves the payload's indices alone.
    void write(ByteBuf payload, int index, int length, ByteBuf frames) {
        if (length < LEAST_BYTES || !compress(payload.nioBuffer(index, length), length, frames)) {
            Frames.header(frames, Frames.FINAL_TEXT, length);
            frames.writeBytes(payload, index, length);
        }
    }

    private boolean compress(ByteBuffer payload, int length, ByteBuf frames) {
        Deflater deflater = deflaters.get();
        deflater.reset();
        deflater.setInput(payload);
        // The frame's length stands before it, in as few bytes as possible, and is not known yet.
        ByteBuf scratch = frames.alloc().directBuffer(length + TAIL, length + TAIL);
        try {
            int written = deflater.deflate(scratch.internalNioBuffer(0, length + TAIL), Deflater.SYNC_FLUSH);
            if (written == length + TAIL) {
                return false;
            }
            Frames.header(frames, Frames.FINAL_COMPRESSED_TEXT, written - TAIL);
            frames.writeBytes(scratch, 0, written - TAIL);
            return true;
        } finally {
            scratch.release();
        }
    }
}
