package dev.hubbub.server.limit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.bucket4j.Bucket;

/// Counted on this node alone.
final class LocalAllotment implements Allotment {
    private final int burst;

    @GuardedBy("this")
    private final Bucket bucket;

    @GuardedBy("this")
    private boolean gone;

    LocalAllotment(Rate rate) {
        burst = rate.burst();
        bucket = Buckets.full(rate);
    }

    @Override
    public synchronized long take() {
        return gone ? GONE : Buckets.take(bucket);
    }

    @Override
    public synchronized boolean leave(boolean anyhow) {
        gone |= anyhow || bucket.getAvailableTokens() >= burst;
        return gone;
    }
}
