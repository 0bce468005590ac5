package dev.hubbub.server.limit;

import java.util.concurrent.TimeUnit;

/// So many requests per time, with a burst, for one that is confined to a thread: a token bucket in three
/// numbers. [RateLimit] is for many, from many threads, and takes ten times the memory for each.
public final class Allowance {
    private final long nanosEach;
    private final long burstNanos;
    /// When it will be full again, if nothing more is taken.
    private long fullAt;

    /// A full one.
    ///
    /// @param now as of `System.nanoTime`
    public Allowance(Rate rate, long now) {
        nanosEach = rate.period().toNanos() / rate.count();
        burstNanos = rate.burst() * nanosEach;
        fullAt = now;
    }

    /// Counts one request. 0, or if it is one too many, the milliseconds after which to ask again.
    ///
    /// @param now never earlier than before
    public long take(long now) {
        long missing = Math.max(0, fullAt - now) + nanosEach;
        if (missing > burstNanos) {
            return 1 + TimeUnit.NANOSECONDS.toMillis(missing - burstNanos);
        }
        fullAt = now + missing;
        return 0;
    }
}
