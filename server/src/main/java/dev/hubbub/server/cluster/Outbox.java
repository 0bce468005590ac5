package dev.hubbub.server.cluster;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Messages on their way to the network, in order and only so many: what comes while it is full is refused. Its
/// lock is never held during I/O.
final class Outbox {
    private final int mostMessages;
    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<BusMessage> messages = new ArrayDeque<>();
    private long bytes;

    Outbox(int mostMessages, long mostBytes) {
        this.mostMessages = mostMessages;
        this.mostBytes = mostBytes;
    }

    boolean offer(BusMessage message) {
        lock.lock();
        try {
            boolean full = messages.size() >= mostMessages || bytes >= mostBytes;
            if (full) {
                return false;
            }
            messages.add(message);
            bytes += message.body().length;
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Null if there was none for that long.
    @Nullable
    BusMessage take(long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (messages.isEmpty() && left > 0) {
                left = filled.awaitNanos(left);
            }
            BusMessage message = messages.poll();
            if (message != null) {
                bytes -= message.body().length;
            }
            return message;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return messages.size();
        } finally {
            lock.unlock();
        }
    }
}
