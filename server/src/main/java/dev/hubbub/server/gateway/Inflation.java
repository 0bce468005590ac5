package dev.hubbub.server.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Inflates whole messages, each of which stands for itself (RFC 7692 without context takeover), and stops as
/// soon as one gets longer than it may. One inflater per event loop does for all its connections.
final class Inflation {
    private static final int FIRST_BYTES = 1_024;
    /// What the sender left off: RFC 7692, 7.2.2.
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    private static final FastThreadLocal<Inflater> INFLATERS = new FastThreadLocal<>() {
        @Override
        protected Inflater initialValue() {
            return new Inflater(true);
        }

        @Override
        protected void onRemoval(Inflater inflater) {
            inflater.end();
        }
    };

    private Inflation() {}

    /// The caller owns the result.
    ///
    /// @throws CorruptedWebSocketFrameException when it is more than `most` bytes, of which no more are ever
    ///     allocated, or is not compressed data
    static ByteBuf inflate(ByteBuf compressed, int most, ByteBufAllocator allocator) {
        // One more than it may have tells the longest from the too long.
        ByteBuf message = allocator.directBuffer(Math.min(FIRST_BYTES, most + 1), most + 1);
        try {
            inflate(compressed, message, most);
            return message;
        } catch (DataFormatException e) {
            message.release();
            throw new CorruptedWebSocketFrameException(
                    WebSocketCloseStatus.PROTOCOL_ERROR, "not compressed as negotiated", e);
        } catch (RuntimeException e) {
            message.release();
            throw e;
        }
    }

    private static void inflate(ByteBuf compressed, ByteBuf message, int most) throws DataFormatException {
        Inflater inflater = INFLATERS.get();
        inflater.reset();
        inflater.setInput(compressed.nioBuffer());
        boolean tailGiven = false;
        while (true) {
            int space = message.writableBytes();
            int written = inflater.inflate(message.internalNioBuffer(message.writerIndex(), space));
            message.writerIndex(message.writerIndex() + written);
            if (message.writerIndex() > most) {
                throw new CorruptedWebSocketFrameException(
                        WebSocketCloseStatus.MESSAGE_TOO_BIG, "a message inflates to more than " + most + " bytes");
            }
            if (written == space) {
                message.ensureWritable(Math.min(message.capacity(), message.maxWritableBytes()));
            } else if (inflater.finished() || (tailGiven && inflater.needsInput())) {
                return;
            } else if (inflater.needsInput()) {
                inflater.setInput(TAIL);
                tailGiven = true;
            } else {
                throw new DataFormatException("needs a dictionary");
            }
        }
    }
}
