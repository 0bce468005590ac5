package dev.hubbub.server.limit;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// So many requests per key and time, with a burst. Safe for any thread; never blocks.
///
/// @param <K> whom it limits: an address or a user
public final class RateLimit<K> {
    private static final int MOST_UNSWEPT = 20_000;

    private final ConcurrentHashMap<K, Bucket> buckets = new ConcurrentHashMap<>();
    private final int burst;
    private final int count;
    private final Duration period;
    private final int mostUnswept;
    private volatile int sweepAt;

    public RateLimit(int burst, int count, Duration period) {
        this(burst, count, period, MOST_UNSWEPT);
    }

    /// @param mostUnswept how many buckets there may be before the full ones are looked for
    RateLimit(int burst, int count, Duration period, int mostUnswept) {
        this.burst = burst;
        this.count = count;
        this.period = period;
        this.mostUnswept = mostUnswept;
        sweepAt = mostUnswept;
    }

    /// Counts one request. 0, or if it is one too many, the milliseconds after which to ask again.
    public long take(K key) {
        if (buckets.size() >= sweepAt) {
            sweep();
        }
        long[] wait = new long[1];
        // In one step with finding it, or a sweep in between throws away what was counted.
        buckets.compute(key, (_, known) -> {
            Bucket bucket = known == null ? bucket(burst, count, period) : known;
            wait[0] = take(bucket);
            return bucket;
        });
        return wait[0];
    }

    /// A full bucket is as good as none. Each is looked at and removed in one step, which `removeIf` would not do.
    private void sweep() {
        for (K key : buckets.keySet()) {
            buckets.computeIfPresent(key, (_, bucket) -> bucket.getAvailableTokens() >= burst ? null : bucket);
        }
        sweepAt = Math.max(mostUnswept, 2 * buckets.size());
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
