package dev.hubbub.cli.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What the bench must know of a server's message, taken from the few bytes where it stands. Reused for one message
/// after
/// the other; confined to its loop.
///
/// It leans on the order of fields in which servers write (`type`, `room`, `seq` first in an event, `ref` second in an
/// ack, `text` last), and takes what looks otherwise for [Kind#OTHER]: an end-to-end count would then be off, and the
/// verdict say so.
final class MessageScan {
    /// Of messages; OTHER is presence and the like, which is not counted.
    enum Kind {
        EVENT,
        ACK,
        ERROR,
        WELCOME,
        OTHER
    }

    private static final int TYPE = "{\"type\":\"".length();
    private static final int EVENT_ROOM = "{\"type\":\"event\",\"room\":\"".length();
    private static final int ACK_REF = "{\"type\":\"ack\",\"ref\":\"".length();
    private static final int QUOTE_COMMA_ROOM = "\",\"room\":\"".length();
    private static final int QUOTE_COMMA_SEQ = "\",\"seq\":".length();
    private static final long TEXT_FIELD = word("\"text\":\"");
    private static final long ROOM_FIELD = word("\"room\":\"");
    private static final long SEQ_FIELD = word("\",\"seq\":");

    private final int textBytes;
    private Kind kind = Kind.OTHER;
    private long room;
    private long seq;
    private long intended;
    private int tag;
    private int at;

    /// @param textBytes the length of the texts that the bench posts
    MessageScan(int textBytes) {
        this.textBytes = textBytes;
    }

    void scan(ByteBuffer bytes, int start, int end) {
        kind = Kind.OTHER;
        if (end - start < EVENT_ROOM + QUOTE_COMMA_SEQ) {
            return;
        }
        switch (bytes.get(start + TYPE)) {
            case 'e' -> {
                if (bytes.get(start + TYPE + 1) == 'v') {
                    event(bytes, start, end);
                } else if (bytes.get(start + TYPE + 1) == 'r') {
                    kind = Kind.ERROR;
                }
            }
            case 'a' -> ack(bytes, start, end);
            case 'w' -> kind = Kind.WELCOME;
            default -> {}
        }
    }

    private void event(ByteBuffer bytes, int start, int end) {
        if (!place(bytes, start + EVENT_ROOM, end)) {
            return;
        }
        kind = Kind.EVENT;
        int text = end - 2 - textBytes;
        boolean ours = text - 8 > at && bytes.getLong(text - 8) == TEXT_FIELD;
        intended = ours ? Hex.read(bytes, text) : Hex.NONE;
    }

    private void ack(ByteBuffer bytes, int start, int end) {
        int ref = start + ACK_REF;
        if (end - ref <= Post.REF_BYTES + 1) {
            return;
        }
        intended = Hex.read(bytes, ref);
        tag = Hex.digit(bytes.get(ref + Hex.DIGITS + 1));
        if (intended == Hex.NONE || tag < 0) {
            return;
        }
        kind = Kind.ACK;
        int after = ref + Post.REF_BYTES;
        boolean placed = end - after > QUOTE_COMMA_ROOM
                && bytes.getLong(after + 2) == ROOM_FIELD
                && place(bytes, after + QUOTE_COMMA_ROOM, end);
        if (!placed) {
            room = 0;
            seq = 0;
        }
    }

    /// Reads `12","seq":34`.
    private boolean place(ByteBuffer bytes, int from, int end) {
        at = from;
        room = number(bytes, end);
        if (end - at <= QUOTE_COMMA_SEQ || bytes.getLong(at) != SEQ_FIELD) {
            return false;
        }
        at += QUOTE_COMMA_SEQ;
        seq = number(bytes, end);
        return true;
    }

    private long number(ByteBuffer bytes, int end) {
        long value = 0;
        while (at < end) {
            int digit = bytes.get(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            at++;
        }
        return value;
    }

    Kind kind() {
        return kind;
    }

    /// Of an event, or of an ack to a post; else 0.
    long room() {
        return room;
    }

    /// Of an event, or of an ack to a post; else 0.
    long seq() {
        return seq;
    }

    /// When the message, or what is acknowledged, was to be sent; [Hex#NONE] if the bench did not send it.
    long intended() {
        return intended;
    }

    /// What the sender marked an acknowledged command with.
    int tag() {
        return tag;
    }

    private static long word(String eightCharacters) {
        return ByteBuffer.wrap(eightCharacters.getBytes(StandardCharsets.US_ASCII))
                .getLong();
    }
}
