package dev.hubbub.server.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.util.concurrent.TimeUnit;

/// Bucket4j's, as both kinds of [Allotment] use them: each under its owner's monitor, so that they need no
/// synchronization of their own, which would allocate a copy of the state for each request.
final class Buckets {
    private Buckets() {}

    static Bucket full(Rate rate) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.count(), rate.period()))
                .withNanosecondPrecision()
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }

    /// 0, or the milliseconds until there is a token.
    static long take(Bucket bucket) {
        // The probe that tells both at once would be allocated for each request that passes.
        return bucket.tryConsume(1)
                ? 0
                : 1
                        + TimeUnit.NANOSECONDS.toMillis(
                                bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }
}
