package dev.hubbub.server.cluster;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/// Says what may happen a thousand times a second at most once in a while, and then how often it happened.
final class SparseLog {
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(30);

    private final Logger log;
    private final AtomicLong unsaid = new AtomicLong();
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    SparseLog(Logger log) {
        this.log = log;
    }

    void warn(String what, Object why) {
        long now = System.nanoTime();
        long due = next.get();
        if (now - due < 0 || !next.compareAndSet(due, now + PAUSE)) {
            unsaid.incrementAndGet();
            return;
        }
        long before = unsaid.getAndSet(0);
        if (before == 0) {
            log.warn("{}: {}", what, why);
        } else {
            log.warn("{}: {} (and {} times since this was last said)", what, why, before);
        }
    }
}
