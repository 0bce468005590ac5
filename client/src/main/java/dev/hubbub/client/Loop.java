package dev.hubbub.client;

import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Runs one client's tasks one after the other, and owns all of its state: the only clock and the only thread
/// it knows.
interface Loop {

    /// From any thread. Tasks run in the order in which they were handed in.
    void execute(Runnable task);

    /// Runs `task` on this loop after `delayMs`, unless the timer is cancelled on the loop before.
    Timer schedule(long delayMs, Runnable task);

    /// Does blocking work elsewhere and tells its result, or its failure, on this loop.
    <T> void offload(Callable<T> work, BiConsumer<@Nullable T, @Nullable Throwable> done);

    /// Milliseconds on a clock that never goes back.
    long millis();

    /// For assertions.
    boolean inLoop();

    /// A task that has not run yet.
    interface Timer {
        void cancel();
    }
}
