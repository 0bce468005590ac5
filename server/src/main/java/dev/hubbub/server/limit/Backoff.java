package dev.hubbub.server.limit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// Makes whoever fails wait before he tries again, twice as long each time. Safe for any thread; its monitor is never
/// held during I/O.
///
/// @param <K> who fails, or what he fails at
public final class Backoff<K> {
    /// Strangers choose the keys, so there is an end: then the one that failed longest ago is forgotten.
    private static final int MOST_KEYS = 100_000;

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 20;

    private final int free;
    private final Duration longest;
    private final Duration remembered;
    private final LongSupplier nanos;
    private final LongAdder refused = new LongAdder();
    private final Map<K, Failures> failures = new LinkedHashMap<>();

    private record Failures(int count, long lastAt, long waitNanos) {
        static final Failures NONE = new Failures(0, 0, 0);
    }

    /// @param free how many failures cost nothing
    /// @param longest no wait is longer
    /// @param remembered how long after the last failure all are forgotten
    public Backoff(int free, Duration longest, Duration remembered) {
        this(free, longest, remembered, System::nanoTime);
    }

    Backoff(int free, Duration longest, Duration remembered, LongSupplier nanos) {
        this.free = free;
        this.longest = longest;
        this.remembered = remembered;
        this.nanos = nanos;
    }

    /// Asks for one try. It counts as failed until it turns out otherwise, or many tries at once would count as one.
    ///
    /// @return 0 if it may be made, or the milliseconds after which to ask again
    public synchronized long take(K key) {
        long now = nanos.getAsLong();
        Failures before = known(key, now);
        long left = before.waitNanos() - (now - before.lastAt());
        if (before.count() > 0 && left > 0) {
            refused.increment();
            return 1 + TimeUnit.NANOSECONDS.toMillis(left);
        }
        int count = before.count() + 1;
        failures.remove(key);
        failures.put(key, new Failures(count, now, wait(count).toNanos()));
        if (failures.size() > MOST_KEYS) {
            failures.remove(failures.keySet().iterator().next());
        }
        return 0;
    }

    /// How many tries had to wait, since the start.
    public long refused() {
        return refused.sum();
    }

    /// The try succeeded, and what failed before is forgotten.
    public synchronized void succeeded(K key) {
        failures.remove(key);
    }

    /// The try did not fail, or was not made.
    public synchronized void giveBack(K key) {
        Failures known = failures.get(key);
        if (known != null) {
            int count = known.count() - 1;
            failures.replace(
                    key, new Failures(count, known.lastAt(), wait(count).toNanos()));
        }
    }

    private Failures known(K key, long now) {
        Failures known = failures.get(key);
        return known == null || now - known.lastAt() > remembered.toNanos() ? Failures.NONE : known;
    }

    private Duration wait(int count) {
        if (count < free) {
            return Duration.ZERO;
        }
        Duration wait = FIRST.multipliedBy(1L << Math.min(MOST_DOUBLINGS, count - free));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
