package dev.hubbub.server.gateway;

import java.util.concurrent.ConcurrentHashMap;

/// Counts what is open for each key, up to a limit. Safe for any thread.
final class Quota<K> {
    private final ConcurrentHashMap<K, Integer> open = new ConcurrentHashMap<>();
    private final int limit;

    Quota(int limit) {
        this.limit = limit;
    }

    /// Takes one; false if the key has as many as it may. Give it back by [#release].
    boolean tryAcquire(K key) {
        return open.merge(key, 1, Integer::sum) <= limit || giveBack(key);
    }

    void release(K key) {
        giveBack(key);
    }

    private boolean giveBack(K key) {
        open.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
        return false;
    }
}
