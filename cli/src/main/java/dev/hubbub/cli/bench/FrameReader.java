package dev.hubbub.cli.bench;

import java.nio.ByteBuffer;

/// Finds the whole frames of a WebSocket in what a socket gave, in place. It knows what servers send: frames without a
/// mask, messages in one piece (neither Hubbub nor the servers that it is compared with fragment).
final class FrameReader {
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int OPCODE = 0x0F;
    private static final int MASKED = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    /// Takes the payloads. The bytes are the reader's: they are gone after the call.
    interface Sink {
        void frame(int opcode, ByteBuffer bytes, int start, int end);
    }

    /// A frame that no server should send.
    static final class BadFrame extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadFrame(String message) {
            super(message);
        }
    }

    private FrameReader() {}

    /// Hands every whole frame on and leaves the position before the first that is not.
    static void read(ByteBuffer bytes, Sink sink) {
        int at = bytes.position();
        int limit = bytes.limit();
        while (limit - at >= 2) {
            int first = bytes.get(at);
            int second = bytes.get(at + 1);
            int start = at + headerLength(first, second);
            if (start > limit) {
                break;
            }
            long length = payloadLength(bytes, at, second);
            if (length > limit - start) {
                break;
            }
            at = start + (int) length;
            sink.frame(first & OPCODE, bytes, start, at);
        }
        bytes.position(at);
    }

    private static int headerLength(int first, int second) {
        if ((first & ~OPCODE & 0xFF) != FINAL) {
            throw new BadFrame("a fragment or an extension's bit: %02x".formatted(first & 0xFF));
        }
        if ((second & MASKED) != 0) {
            throw new BadFrame("a masked frame from a server");
        }
        return switch (second) {
            case LENGTH_16 -> 4;
            case LENGTH_64 -> 10;
            default -> 2;
        };
    }

    private static long payloadLength(ByteBuffer bytes, int at, int second) {
        return switch (second) {
            case LENGTH_16 -> bytes.getShort(at + 2) & 0xFFFF;
            case LENGTH_64 -> bytes.getLong(at + 2);
            default -> second;
        };
    }
}
