package dev.hubbub.client;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The loop of a real client: a queue that one virtual thread at a time drains, so that an idle client costs no
/// thread. Safe for any thread.
final class SerialLoop implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(SerialLoop.class);
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final String name;
    private volatile @Nullable Thread runner;

    SerialLoop(String name) {
        this.name = name;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            Thread.ofVirtual().name(name).start(this::drain);
        }
    }

    private void drain() {
        do {
            run(tasks.remove());
        } while (waiting.decrementAndGet() > 0);
    }

    /// A listener that throws must not end its client: what it threw is logged, and the next task runs.
    private void run(Runnable task) {
        runner = Thread.currentThread();
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("A task of a client's loop failed", e);
        } finally {
            runner = null;
        }
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        AtomicBoolean cancelled = new AtomicBoolean();
        ScheduledFuture<?> future = CLOCK.schedule(
                () -> execute(() -> {
                    if (!cancelled.get()) {
                        task.run();
                    }
                }),
                delayMs,
                TimeUnit.MILLISECONDS);
        return () -> {
            cancelled.set(true);
            future.cancel(false);
        };
    }

    @Override
    public <T> void offload(Callable<T> work, BiConsumer<@Nullable T, @Nullable Throwable> done) {
        Thread.ofVirtual().name(name + "-blocking").start(() -> {
            try {
                T result = work.call();
                execute(() -> done.accept(result, null));
            } catch (Exception e) {
                execute(() -> done.accept(null, e));
            }
        });
    }

    @Override
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == runner;
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("hubbub-client-clock").factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }
}
