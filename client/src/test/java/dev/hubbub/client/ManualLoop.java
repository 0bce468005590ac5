package dev.hubbub.client;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A loop on the test's own thread and clock: time passes only as tasks are run. Confined to its test.
final class ManualLoop implements Loop {
    private record Task(long at, long order, Runnable run) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
    private long now = 1_000;
    private long order;

    @Override
    public void execute(Runnable task) {
        tasks.add(new Task(now, order++, task));
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        Task timer = new Task(now + delayMs, order++, task);
        tasks.add(timer);
        return () -> tasks.remove(timer);
    }

    @Override
    public <T> void offload(Callable<T> work, BiConsumer<@Nullable T, @Nullable Throwable> done) {
        schedule(1, () -> {
            T result;
            try {
                result = work.call();
            } catch (Exception e) {
                done.accept(null, e);
                return;
            }
            done.accept(result, null);
        });
    }

    @Override
    public long millis() {
        return now;
    }

    @Override
    public boolean inLoop() {
        return true;
    }

    /// Runs what is due within `ms`.
    void pass(long ms) {
        long end = now + ms;
        runUntil(() -> tasks.isEmpty() || tasks.peek().at() > end, Long.MAX_VALUE);
        now = end;
    }

    /// Whether `done` came true within `ms` of the loop's time.
    boolean runUntil(BooleanSupplier done, long ms) {
        long end = ms == Long.MAX_VALUE ? ms : now + ms;
        while (!done.getAsBoolean()) {
            Task next = tasks.peek();
            if (next == null || next.at() > end) {
                return false;
            }
            tasks.remove(next);
            now = Math.max(now, next.at());
            next.run().run();
        }
        return true;
    }
}
