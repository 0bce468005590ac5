package dev.hubbub.cli.verify.proxy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// Finds the text messages in what a server sends down one connection. Confined to the thread that reads it.
/// Anything but a WebSocket passes unread.
final class WireTap {
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String UPGRADED = "HTTP/1.1 101";
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;

    private enum State {
        HEAD,
        FRAMES,
        DEAF
    }

    private final Consumer<byte[]> messages;
    private State state = State.HEAD;
    private byte[] pending = new byte[0];
    private byte[] begun = new byte[0];

    WireTap(Consumer<byte[]> messages) {
        this.messages = messages;
    }

    void take(byte[] bytes, int length) {
        if (state == State.DEAF) {
            return;
        }
        int before = pending.length;
        pending = Arrays.copyOf(pending, before + length);
        System.arraycopy(bytes, 0, pending, before, length);
        if (state == State.HEAD) {
            readHead();
        }
        if (state == State.FRAMES) {
            readFrames();
        }
    }

    private void readHead() {
        int end = indexOfHeadEnd();
        if (end < 0) {
            return;
        }
        String head = new String(pending, 0, end, StandardCharsets.US_ASCII);
        state = head.startsWith(UPGRADED) ? State.FRAMES : State.DEAF;
        pending = state == State.FRAMES ? Arrays.copyOfRange(pending, end, pending.length) : new byte[0];
    }

    private int indexOfHeadEnd() {
        for (int i = 0; i + HEAD_END.length <= pending.length; i++) {
            if (Arrays.equals(pending, i, i + HEAD_END.length, HEAD_END, 0, HEAD_END.length)) {
                return i + HEAD_END.length;
            }
        }
        return -1;
    }

    private void readFrames() {
        int at = 0;
        while (true) {
            int header = headerLength(at);
            if (header < 0 || at + header + payloadLength(at) > pending.length) {
                break;
            }
            int end = at + header + payloadLength(at);
            frame(pending[at] & 0x0F, (pending[at] & 0x80) != 0, Arrays.copyOfRange(pending, at + header, end));
            at = end;
        }
        pending = Arrays.copyOfRange(pending, at, pending.length);
    }

    /// -1 while it has not all come. A server's frames have no mask.
    private int headerLength(int at) {
        if (at + 2 > pending.length) {
            return -1;
        }
        int header = switch (pending[at + 1] & 0x7F) {
            case 126 -> 4;
            case 127 -> 10;
            default -> 2;
        };
        return at + header <= pending.length ? header : -1;
    }

    private int payloadLength(int at) {
        int length = pending[at + 1] & 0x7F;
        return switch (length) {
            case 126 -> (pending[at + 2] & 0xFF) << 8 | (pending[at + 3] & 0xFF);
            case 127 -> {
                long wide = 0;
                for (int i = 2; i < 10; i++) {
                    wide = wide << 8 | (pending[at + i] & 0xFF);
                }
                yield Math.toIntExact(wide);
            }
            default -> length;
        };
    }

    private void frame(int opcode, boolean last, byte[] payload) {
        if (opcode != TEXT && opcode != CONTINUATION) {
            return;
        }
        int before = opcode == TEXT ? 0 : begun.length;
        begun = Arrays.copyOf(opcode == TEXT ? new byte[0] : begun, before + payload.length);
        System.arraycopy(payload, 0, begun, before, payload.length);
        if (last) {
            messages.accept(begun);
            begun = new byte[0];
        }
    }
}
