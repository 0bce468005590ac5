package dev.hubbub.server.app;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Clears away what has expired, every hour, on a thread of its own.
final class HourlySweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HourlySweep.class);
    private static final Duration EVERY = Duration.ofHours(1);

    private final Runnable work;
    private final Thread thread;
    private volatile boolean closing;

    HourlySweep(Runnable work) {
        this.work = work;
        thread = Thread.ofVirtual().name("hourly-sweep").start(this::run);
    }

    private void run() {
        while (!closing) {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warn("What has expired stays for another hour: {}", e.getMessage());
            }
            long until = System.nanoTime() + EVERY.toNanos();
            while (!closing && System.nanoTime() - until < 0) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
    }
}
