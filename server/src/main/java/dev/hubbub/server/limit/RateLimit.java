package dev.hubbub.server.limit;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// So many requests per key and time, with a burst. Safe for any thread; never blocks.
///
/// @param <K> whom it limits: an address or a user
public final class RateLimit<K> {
    private static final int SWEEP_AT = 20_000;

    private final ConcurrentHashMap<K, Bucket> buckets = new ConcurrentHashMap<>();
    private final int burst;
    private final int count;
    private final Duration period;
    private volatile int sweepAt = SWEEP_AT;

    public RateLimit(int burst, int count, Duration period) {
        this.burst = burst;
        this.count = count;
        this.period = period;
    }

    /// Counts one request. 0, or if it is one too many, the milliseconds after which to ask again.
    public long take(K key) {
        if (buckets.size() >= sweepAt) {
            // A full bucket is as good as none.
            buckets.values().removeIf(bucket -> bucket.getAvailableTokens() >= burst);
            sweepAt = Math.max(SWEEP_AT, 2 * buckets.size());
        }
        return take(buckets.computeIfAbsent(key, _ -> bucket(burst, count, period)));
    }

    private static long take(Bucket bucket) {
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? 0 : 1 + TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill());
    }

    private static Bucket bucket(int burst, int count, Duration period) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(count, period))
                .build();
    }
}
