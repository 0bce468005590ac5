package dev.hubbub.server.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// Runs what blocks, each call on a virtual thread of its own, and refuses more than can wait. Safe for any
/// thread.
final class BlockingCalls implements AutoCloseable {
    private static final long OVERLOADED_RETRY_MS = 500;

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("command-", 0).factory());
    private final Semaphore admitted;
    private final Semaphore running;
    private final LongAdder refused = new LongAdder();

    BlockingCalls(CommandLimits limits) {
        admitted = new Semaphore(limits.running() + limits.waiting());
        // Fair, or an unlucky command waits for as long as the server is busy.
        running = new Semaphore(limits.running(), true);
    }

    /// Never blocks. The future never fails: whatever `work` throws becomes a reply.
    ///
    /// @param command its name, for the log
    CompletableFuture<Reply> call(String command, Supplier<Reply> work) {
        if (!admitted.tryAcquire()) {
            refused.increment();
            return CompletableFuture.completedFuture(Replies.overloaded(OVERLOADED_RETRY_MS));
        }
        var reply = new CompletableFuture<Reply>();
        try {
            threads.execute(() -> run(command, work, reply));
        } catch (RejectedExecutionException _) {
            admitted.release();
            reply.complete(Replies.UNAVAILABLE);
        }
        return reply;
    }

    private void run(String command, Supplier<Reply> work, CompletableFuture<Reply> reply) {
        Reply answer = Replies.INTERNAL;
        running.acquireUninterruptibly();
        try {
            answer = work.get();
        } catch (RuntimeException e) {
            answer = Failures.reply(command, e);
        } finally {
            running.release();
            admitted.release();
            // Last: whoever waits for it may send the next command at once, and must find room.
            reply.complete(answer);
        }
    }

    /// About how many wait for their turn now.
    int waiting() {
        return running.getQueueLength();
    }

    /// How many found no room, since the start.
    long refused() {
        return refused.sum();
    }

    /// Waits for what runs; what comes later is refused.
    @Override
    public void close() {
        threads.close();
    }
}
