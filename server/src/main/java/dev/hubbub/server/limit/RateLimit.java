package dev.hubbub.server.limit;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/// So many requests per key and time, with a burst. Safe for any thread; never blocks. Made by [RateLimits].
///
/// @param <K> whom it limits: an address or a user
public final class RateLimit<K> {
    /// Strangers choose the keys, so there is an end: then whoever the sweep comes by is forgotten.
    private static final int MOST_KEYS = 100_000;

    private static final int SWEPT_AT_A_TIME = 2;

    private final Map<K, Allotment> allotments = new ConcurrentHashMap<>();
    private final Function<K, Allotment> full;
    private final int mostKeys;
    private final LongAdder refused = new LongAdder();
    /// Whoever sets it owns `hand` until he clears it.
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private Iterator<Map.Entry<K, Allotment>> hand = Collections.emptyIterator();

    RateLimit(Function<K, Allotment> full) {
        this(full, MOST_KEYS);
    }

    RateLimit(Function<K, Allotment> full, int mostKeys) {
        this.full = full;
        this.mostKeys = mostKeys;
    }

    /// Counts one request. 0, or if it is one too many, the milliseconds after which to ask again.
    public long take(K key) {
        while (true) {
            Allotment known = allotments.get(key);
            Allotment own = known == null ? begin(key) : known;
            long waitMs = own.take();
            if (waitMs != Allotment.GONE) {
                if (waitMs > 0) {
                    refused.increment();
                }
                return waitMs;
            }
            // Its sweeper has not come to that yet.
            allotments.remove(key, own);
        }
    }

    /// How many were one too many, since the start.
    public long refused() {
        return refused.sum();
    }

    private Allotment begin(K key) {
        sweep();
        return allotments.computeIfAbsent(key, full);
    }

    /// Looks at two for each that comes, so that there are never many that are full, and nobody waits for a long
    /// search. A full one is as good as none.
    private void sweep() {
        if (!sweeping.compareAndSet(false, true)) {
            return;
        }
        try {
            boolean tooMany = allotments.size() >= mostKeys;
            for (int i = 0; i < SWEPT_AT_A_TIME; i++) {
                if (!hand.hasNext()) {
                    hand = allotments.entrySet().iterator();
                }
                if (hand.hasNext()) {
                    Map.Entry<K, Allotment> next = hand.next();
                    if (next.getValue().leave(tooMany)) {
                        allotments.remove(next.getKey(), next.getValue());
                    }
                }
            }
        } finally {
            sweeping.set(false);
        }
    }

    /// How many keys it knows.
    int size() {
        return allotments.size();
    }
}
