package dev.hubbub.client;

import java.util.random.RandomGenerator;

/// How long to wait before the next attempt: doubles from `firstMs` to `mostMs`, each time shortened by up to
/// half, so that clients that were cut off together do not come back together. Confined to its client's loop.
final class Backoff {
    private static final int MAX_DOUBLINGS = 20;

    private final long firstMs;
    private final long mostMs;
    private final RandomGenerator random;
    private int failures;

    Backoff(long firstMs, long mostMs, RandomGenerator random) {
        this.firstMs = firstMs;
        this.mostMs = mostMs;
        this.random = random;
    }

    long next() {
        long full = Math.min(mostMs, firstMs << Math.min(failures, MAX_DOUBLINGS));
        failures++;
        return full - random.nextLong(full / 2 + 1);
    }

    /// A little more than `ms`, for a delay that the server named.
    long jittered(long ms) {
        return ms + random.nextLong(ms / 4 + 1);
    }

    void reset() {
        failures = 0;
    }
}
