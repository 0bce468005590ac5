package dev.hubbub.cli.verify.check;

import java.util.List;

/// When one user was in one room: he may see his joining and all after it up to his leaving, both included.
/// Immutable.
record Stays(List<Stay> stays) {
    static final long NEVER = Long.MAX_VALUE;

    /// @param to [Stays#NEVER] if he is in the room still
    record Stay(long from, long to) {
        boolean covers(long seq) {
            return from <= seq && seq <= to;
        }
    }

    static Stays ever() {
        return new Stays(List.of(new Stay(1, NEVER)));
    }

    boolean cover(long seq) {
        return stays.stream().anyMatch(stay -> stay.covers(seq));
    }

    /// The first seq after this one that he may see; [#NEVER] if there is none.
    long nextAfter(long seq) {
        for (Stay stay : stays) {
            if (seq < stay.to()) {
                return Math.max(seq + 1, stay.from());
            }
        }
        return NEVER;
    }

    /// Where the stay began that he is in at `seq`, or got into next.
    long beginning(long seq) {
        for (Stay stay : stays) {
            if (seq <= stay.to()) {
                return stay.from();
            }
        }
        return NEVER;
    }

    /// Where the stay began that is not over; [#NEVER] if he is not in the room.
    long current() {
        return stays.isEmpty() || stays.getLast().to() != NEVER
                ? NEVER
                : stays.getLast().from();
    }
}
