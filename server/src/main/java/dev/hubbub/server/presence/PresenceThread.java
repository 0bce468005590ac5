package dev.hubbub.server.presence;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The loop of a running server: a platform thread, since it never blocks and must come in time.
public final class PresenceThread implements PresenceLoop, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceThread.class);

    private static final long PATIENCE_SECONDS = 1;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("presence").daemon().factory());
    private final long start = System.nanoTime();

    /// After the close nothing happens: sockets go on closing for a while then, and nobody is left to be told.
    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(guarded(task));
        } catch (RejectedExecutionException _) {
            LOG.trace("closed");
        }
    }

    @Override
    public void every(Duration interval, Runnable task) {
        long nanos = interval.toNanos();
        // The first exception would end the repetition, silently.
        var _ = thread.scheduleWithFixedDelay(guarded(task), nanos, nanos, TimeUnit.NANOSECONDS);
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("a presence task failed", e);
            }
        };
    }

    @Override
    public Duration uptime() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// What was given before still runs, such as what says goodbye.
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException _) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
