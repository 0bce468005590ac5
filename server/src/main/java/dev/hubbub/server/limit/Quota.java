package dev.hubbub.server.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts what is open for each key, up to a limit. Safe for any thread.
public final class Quota<K> {
    private final ConcurrentHashMap<K, Integer> open = new ConcurrentHashMap<>();
    private final int limit;
    private final LongAdder refused = new LongAdder();

    public Quota(int limit) {
        this.limit = limit;
    }

    /// Takes one; false if the key has as many as it may. Give it back by [#release].
    ///
    /// Never counts one that it then refuses, or whoever comes in between is turned away for nothing.
    public boolean tryAcquire(K key) {
        while (true) {
            Integer count = open.get(key);
            if ((count == null ? 0 : count) >= limit) {
                refused.increment();
                return false;
            }
            if (count == null ? open.putIfAbsent(key, 1) == null : open.replace(key, count, count + 1)) {
                return true;
            }
        }
    }

    /// How often somebody got none, since the start.
    public long refused() {
        return refused.sum();
    }

    public void release(K key) {
        open.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
    }
}
