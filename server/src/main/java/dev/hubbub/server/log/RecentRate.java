package dev.hubbub.server.log;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How many a second lately: over the last minute, the second that has not ended left out. Its monitor is held for
/// a few additions.
final class RecentRate {
    private static final int SECONDS = 61;

    private final LongSupplier nanos;
    private final long begun;

    @GuardedBy("this")
    private final long[] counts = new long[SECONDS];

    /// Which second each count is of.
    @GuardedBy("this")
    private final long[] seconds = new long[SECONDS];

    RecentRate(LongSupplier nanos) {
        this.nanos = nanos;
        begun = nanos.getAsLong();
    }

    synchronized void add(int count) {
        long second = second();
        int place = (int) (second % SECONDS);
        if (seconds[place] != second) {
            seconds[place] = second;
            counts[place] = 0;
        }
        counts[place] += count;
    }

    synchronized double perSecond() {
        long now = second();
        long span = Math.min(now, SECONDS - 1);
        long sum = 0;
        for (int i = 0; i < SECONDS; i++) {
            if (seconds[i] < now && seconds[i] >= now - span) {
                sum += counts[i];
            }
        }
        return span == 0 ? 0 : (double) sum / span;
    }

    private long second() {
        return TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - begun);
    }
}
