package dev.hubbub.server.cluster;

import dev.hubbub.server.cluster.ClusterBus.State;
import dev.hubbub.server.cluster.ClusterBus.Watcher;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The state of a bus, and who is told of it. Its monitor keeps what they are told in order; they must not block.
final class Watchers {
    private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);

    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    /// Written under the monitor.
    private volatile State state = State.AWAY;

    State state() {
        return state;
    }

    void add(Watcher watcher) {
        watchers.add(watcher);
    }

    /// Whether it was there before.
    synchronized boolean away() {
        return changed(State.AWAY);
    }

    /// @param still whether it is still so, asked when nobody can be told otherwise meanwhile
    synchronized boolean connected(BooleanSupplier still) {
        return still.getAsBoolean() && changed(State.CONNECTED);
    }

    private boolean changed(State now) {
        if (state == now) {
            return false;
        }
        state = now;
        notifyAll();
        watchers.forEach(watcher -> guarded(() -> watcher.changed(now)));
        return true;
    }

    /// Returns when the bus is there, or after so long.
    synchronized void awaitConnected(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long left = millis;
        while (state == State.AWAY && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
    }

    synchronized void missed() {
        watchers.forEach(watcher -> guarded(watcher::missed));
    }

    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("who watches the bus failed", e);
        }
    }
}
