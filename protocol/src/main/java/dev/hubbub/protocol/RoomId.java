package dev.hubbub.protocol;

import java.util.Optional;

/// Names a room: a time-sorted 64-bit number, written as a decimal string on the wire because JavaScript rounds
/// large numbers.
public record RoomId(long value) implements Comparable<RoomId> {

    /// Reads the wire form; empty if `text` is not a positive decimal number of 64 bits.
    public static Optional<RoomId> parse(String text) {
        long value = DecimalId.parse(text);
        return value > 0 ? Optional.of(new RoomId(value)) : Optional.empty();
    }

    @Override
    public int compareTo(RoomId other) {
        return Long.compare(value, other.value);
    }

    /// The wire form.
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
