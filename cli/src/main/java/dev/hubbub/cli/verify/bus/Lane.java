package dev.hubbub.cli.verify.bus;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One direction of one connection to NATS. Its lock guards the way out, on which late messages meet those of
/// now.
final class Lane {
    /// When nothing follows that could overtake it.
    private static final long LONGEST_OVERTAKEN_MS = 300;

    private final OutputStream out;
    private final Mischief.Dice dice;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private byte @Nullable [] overtaken;

    /// Counts those that were held, so that a late release does not take the next one for its own.
    @GuardedBy("lock")
    private long holds;

    Lane(OutputStream out, Mischief.Dice dice) {
        this.out = out;
        this.dice = dice;
    }

    /// Passes the frame on, if that is its fate. May wait for the network.
    void take(NatsFrame frame) throws IOException {
        if (!frame.message()) {
            write(frame.bytes());
            return;
        }
        switch (dice.next()) {
            case Mischief.Fate.Passes() -> write(frame.bytes(), true);
            case Mischief.Fate.Lost() -> {}
            case Mischief.Fate.Repeated(long afterMs) -> {
                write(frame.bytes(), true);
                later(afterMs, () -> write(frame.bytes()));
            }
            case Mischief.Fate.Delayed(long ms) -> later(ms, () -> write(frame.bytes()));
            case Mischief.Fate.Overtaken() -> hold(frame.bytes());
        }
    }

    private void write(byte[] bytes) throws IOException {
        write(bytes, false);
    }

    /// @param overtakes whether the one that waits for this follows now
    private void write(byte[] bytes, boolean overtakes) throws IOException {
        lock.lock();
        try {
            out.write(bytes);
            if (overtakes) {
                release();
            }
        } finally {
            lock.unlock();
        }
    }

    private void hold(byte[] bytes) throws IOException {
        long mine;
        lock.lock();
        try {
            release();
            overtaken = bytes;
            holds++;
            mine = holds;
        } finally {
            lock.unlock();
        }
        later(LONGEST_OVERTAKEN_MS, () -> releaseIfStill(mine));
    }

    @GuardedBy("lock")
    private void release() throws IOException {
        byte[] held = overtaken;
        overtaken = null;
        if (held != null) {
            out.write(held);
        }
    }

    private void releaseIfStill(long mine) throws IOException {
        lock.lock();
        try {
            if (holds == mine) {
                release();
            }
        } finally {
            lock.unlock();
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void later(long ms, Step step) {
        Thread.ofVirtual().start(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(ms);
                step.run();
            } catch (IOException _) {
                // The connection is gone, and the message with it.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
