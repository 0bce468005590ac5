package dev.hubbub.server.cluster;

import dev.hubbub.server.timeline.EncodedEvents;
import dev.hubbub.server.timeline.EncodedEvents.Change;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Puts a stretch of one room's log together from pieces that come in any order, repeated and overlapping.
/// Confined to one thread.
final class Joined {
    private final long from;
    private final long to;
    private final TreeMap<Long, EncodedEvents> early = new TreeMap<>();
    private final List<EncodedEvents> parts = new ArrayList<>();
    private long reached;

    /// What is wanted, both included.
    Joined(long from, long to) {
        this.from = from;
        this.to = to;
        reached = from - 1;
    }

    void add(EncodedEvents piece) {
        if (piece.last() <= reached || piece.first() > to) {
            return;
        }
        early.merge(piece.first(), piece, (one, other) -> one.last() < other.last() ? other : one);
        while (!isWhole() && !early.isEmpty() && early.firstKey() <= reached + 1) {
            EncodedEvents next = early.pollFirstEntry().getValue();
            if (next.last() > reached) {
                EncodedEvents fresh = next.after(reached);
                parts.add(fresh.last() > to ? fresh.between(fresh.first(), to) : fresh);
                reached = parts.getLast().last();
            }
        }
    }

    boolean isWhole() {
        return reached >= to;
    }

    /// From the beginning on as far as there is no hole; empty if the beginning is missing.
    Optional<EncodedEvents> asFarAsItGoes() {
        if (parts.size() <= 1) {
            return parts.stream().findFirst();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        List<Change> changes = new ArrayList<>();
        for (EncodedEvents part : parts) {
            if (body.size() > 0) {
                body.write('\n');
            }
            body.writeBytes(part.body());
            changes.addAll(part.changes());
        }
        int count = (int) (reached - from + 1);
        return Optional.of(EncodedEvents.of(parts.getFirst().room(), from, count, body.toByteArray(), changes));
    }
}
