package dev.hubbub.cli.bench;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Sends by the clock on a thread of its own. One that falls behind sends at once what is due, and each message keeps
/// the
/// time at which it was to go: the delay counts as latency.
final class Pacer implements AutoCloseable {
    /// Sends one message.
    interface Load {
        void send(long index, long intended);
    }

    private final Schedule schedule;
    private final Load load;
    private final Thread thread;
    private final Count sent = new Count();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private volatile boolean stopping;

    private Pacer(Schedule schedule, Load load) {
        this.schedule = schedule;
        this.load = load;
        thread = Thread.ofPlatform().name("bench-pacer").daemon().unstarted(this::run);
    }

    static Pacer start(Schedule schedule, Load load) {
        Pacer pacer = new Pacer(schedule, load);
        pacer.thread.start();
        return pacer;
    }

    private void run() {
        try {
            for (long index = 0; !stopping; index++) {
                long due = schedule.timeOf(index);
                long wait = due - System.nanoTime();
                while (wait > 0 && !stopping) {
                    LockSupport.parkNanos(wait);
                    wait = due - System.nanoTime();
                }
                if (!stopping) {
                    load.send(index, due);
                    sent.add(1);
                }
            }
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    long sent() {
        return sent.get();
    }

    /// Returns when nothing more will be sent, with how much was.
    long stop() {
        stopping = true;
        LockSupport.unpark(thread);
        Ending.await(thread);
        RuntimeException broken = failure.get();
        if (broken != null) {
            throw broken;
        }
        return sent.get();
    }

    @Override
    public void close() {
        var _ = stop();
    }
}
