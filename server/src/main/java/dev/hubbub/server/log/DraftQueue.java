package dev.hubbub.server.log;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Drafts on their way to one committer; bounded, and closed without losing any. Safe for any thread.
///
/// Not an `ArrayBlockingQueue`, because that cannot be closed: a draft that slipped in behind the committer's
/// last look would never be answered.
final class DraftQueue {
    enum Offer {
        ACCEPTED,
        FULL,
        /// Paused or closed.
        CLOSED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int capacity;

    @GuardedBy("lock")
    private final ArrayDeque<Waiting> drafts = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean paused;

    @GuardedBy("lock")
    private boolean closed;

    DraftQueue(int capacity) {
        this.capacity = capacity;
    }

    Offer offer(Waiting draft) {
        lock.lock();
        try {
            if (closed || paused) {
                return Offer.CLOSED;
            }
            if (drafts.size() >= capacity) {
                return Offer.FULL;
            }
            drafts.add(draft);
            if (drafts.size() == 1) {
                changed.signal();
            }
            return Offer.ACCEPTED;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a draft, then takes whatever has queued up to `max`. Empty once the queue is closed and
    /// drained.
    List<Waiting> take(int max) throws InterruptedException {
        lock.lock();
        try {
            while (drafts.isEmpty() && !closed) {
                changed.await();
            }
            return poll(max);
        } finally {
            lock.unlock();
        }
    }

    /// Takes nothing in until [#resume()], and hands over what had queued: while the database is away, waiting
    /// is no use.
    List<Waiting> pause() {
        lock.lock();
        try {
            paused = true;
            return poll(Integer.MAX_VALUE);
        } finally {
            lock.unlock();
        }
    }

    void resume() {
        lock.lock();
        try {
            paused = false;
        } finally {
            lock.unlock();
        }
    }

    /// Takes nothing in any more; what has queued can still be taken.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return drafts.size();
        } finally {
            lock.unlock();
        }
    }

    boolean isPaused() {
        lock.lock();
        try {
            return paused;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private List<Waiting> poll(int max) {
        int count = Math.min(max, drafts.size());
        var taken = new ArrayList<Waiting>(count);
        for (int i = 0; i < count; i++) {
            taken.add(drafts.remove());
        }
        return taken;
    }
}
