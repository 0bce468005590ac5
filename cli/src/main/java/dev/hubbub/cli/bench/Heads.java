package dev.hubbub.cli.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The highest acknowledged seq of each room: how far every member must get. Safe for any thread.
final class Heads {
    private final Map<Long, Long> seqs = new ConcurrentHashMap<>();

    void acked(long room, long seq) {
        seqs.merge(room, seq, Math::max);
    }

    long of(long room) {
        return seqs.getOrDefault(room, 0L);
    }
}
