package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// So many requests per key and time, with a burst. Safe for any thread; never blocks.
///
/// @param <K> whom it limits: an address or a user
final class RateLimit<K> {
    private static final int SWEEP_AT = 20_000;

    private final ConcurrentHashMap<K, Bucket> buckets = new ConcurrentHashMap<>();
    private final int burst;
    private final int count;
    private final Duration period;

    RateLimit(int burst, int count, Duration period) {
        this.burst = burst;
        this.count = count;
        this.period = period;
    }

    /// Counts one request.
    ///
    /// @throws Refusal if it is one too many
    void take(K key) {
        if (buckets.size() >= SWEEP_AT) {
            // A full bucket is as good as none.
            buckets.values().removeIf(bucket -> bucket.getAvailableTokens() >= burst);
        }
        var probe = buckets.computeIfAbsent(key, _ -> fullBucket()).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long waitMs = 1 + TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill());
            throw new Refusal(
                    new Problem(ErrorCode.RATE_LIMITED, "too many requests; wait %d ms".formatted(waitMs), waitMs));
        }
    }

    private Bucket fullBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(count, period))
                .build();
    }
}
