package dev.hubbub.server.cluster;

import dev.hubbub.server.cluster.ClusterBus.State;
import dev.hubbub.server.cluster.ClusterBus.Watcher;
import io.nats.client.Connection;
import io.nats.client.Connection.Status;
import io.nats.client.Dispatcher;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps this node connected to NATS, and its subscriptions in force, without end.
///
/// Its own thread connects, subscribes and unsubscribes, and alone waits for the server; others give it tasks. The
/// client library connects again by itself after a cut; where it gives up (a password that was refused twice), this
/// begins anew.
final class NatsLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NatsLink.class);
    private static final Duration ROUND_TRIP = Duration.ofSeconds(2);
    private static final long LOOK = TimeUnit.SECONDS.toMillis(1);
    /// What may wait for handlers before messages are dropped and reported as missed.
    private static final long PENDING_MESSAGES = 100_000;
    private static final long PENDING_BYTES = 64L << 20;

    private final NatsSettings settings;
    private final BusCounters counters;
    private final Watchers watchers = new Watchers();
    private final NatsEvents events = new NatsEvents(watchers);
    private final SparseLog refused = new SparseLog(LOG);
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Connection connection;
    // Below: the thread's own.
    private final Set<NatsSubscription> subscriptions = new LinkedHashSet<>();
    private final List<NatsSubscription> unconfirmed = new ArrayList<>();
    private @Nullable Dispatcher dispatcher;
    private long dropped;

    NatsLink(NatsSettings settings, BusCounters counters) {
        this.settings = settings;
        this.counters = counters;
        thread = Thread.ofPlatform().name("nats").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    State state() {
        return watchers.state();
    }

    BusCounters counters() {
        return counters;
    }

    void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /// Null unless messages get through just now.
    @Nullable
    Connection connected() {
        Connection known = connection;
        return known != null && known.getStatus() == Status.CONNECTED ? known : null;
    }

    /// Returns when messages get through, or after so long.
    void awaitConnected(long millis) throws InterruptedException {
        watchers.awaitConnected(millis);
    }

    void subscribe(NatsSubscription subscription) {
        tasks.add(() -> {
            subscriptions.add(subscription);
            unconfirmed.add(subscription);
            Dispatcher on = dispatcher;
            if (on != null) {
                subscription.begin(on);
            }
        });
    }

    void unsubscribe(NatsSubscription subscription) {
        tasks.add(() -> {
            // Else they add up while the bus is away.
            unconfirmed.remove(subscription);
            if (subscriptions.remove(subscription)) {
                subscription.end();
            }
        });
    }

    private void run() {
        long tries = 0;
        while (!closed) {
            try {
                Connection made = connect(tries);
                if (made != null) {
                    tries = 0;
                    serve(made);
                } else {
                    work(NatsOptions.pause(tries++).toMillis());
                }
            } catch (InterruptedException _) {
                // Only to see that it closes.
            } catch (RuntimeException e) {
                LOG.error("the link to NATS failed, and begins anew", e);
            }
        }
    }

    private @Nullable Connection connect(long tries) throws InterruptedException {
        events.begin();
        try {
            Options options = NatsOptions.of(settings)
                    .connectionListener(events)
                    .errorListener(events)
                    .build();
            return Nats.connect(options);
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            String why = why(events.reason(e));
            if (tries == 0) {
                LOG.warn("NATS does not answer at {}; this node goes on without it, more slowly: {}", settings, why);
            } else {
                refused.warn("NATS still does not answer at " + settings, why);
            }
            return null;
        }
    }

    private static String why(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }

    /// Until the connection is closed for good.
    private void serve(Connection made) throws InterruptedException {
        try {
            connection = made;
            Dispatcher on = made.createDispatcher();
            on.setPendingLimits(PENDING_MESSAGES, PENDING_BYTES);
            dispatcher = on;
            dropped = 0;
            unconfirmed.clear();
            for (NatsSubscription subscription : subscriptions) {
                subscription.begin(on);
                unconfirmed.add(subscription);
            }
            while (!closed && made.getStatus() != Status.CLOSED) {
                settle(made);
                work(LOOK);
                countDropped(on);
            }
        } finally {
            connection = null;
            dispatcher = null;
            watchers.away();
            if (!closed) {
                made.close();
            }
        }
    }

    /// All that others ask for, once something is, or nothing for so long.
    private void work(long millis) throws InterruptedException {
        Runnable task = tasks.poll(millis, TimeUnit.MILLISECONDS);
        while (task != null && !closed) {
            task.run();
            task = tasks.poll();
        }
    }

    /// One round trip for whatever was subscribed since the last one. What the server answers after it comes after
    /// the subscriptions that went before it.
    private void settle(Connection on) throws InterruptedException {
        if (unconfirmed.isEmpty() && watchers.state() == State.CONNECTED) {
            return;
        }
        long cuts = events.cuts();
        long returns = on.getStatistics().getReconnects();
        if (on.getStatus() != Status.CONNECTED || events.resubscribed() != returns) {
            return;
        }
        try {
            on.flush(ROUND_TRIP);
        } catch (TimeoutException | IllegalStateException e) {
            refused.warn("NATS did not answer in time", why(e));
            return;
        }
        // A flush returns as if all were well when the connection is cut just then.
        if (on.getStatus() != Status.CONNECTED || on.getStatistics().getReconnects() != returns) {
            return;
        }
        if (watchers.state() == State.AWAY && events.backSince(cuts)) {
            counters.connected();
            LOG.info("NATS is there, at {}", NatsSettings.shown(on.getConnectedUrl()));
        }
        List<NatsSubscription> inForce = List.copyOf(unconfirmed);
        unconfirmed.clear();
        inForce.forEach(NatsSubscription::active);
    }

    private void countDropped(Dispatcher on) {
        long now = on.getDroppedCount();
        if (now > dropped) {
            counters.missed(now - dropped);
            dropped = now;
            refused.warn("messages from NATS were dropped, since this node is too slow for them", now);
            watchers.missed();
        }
    }

    /// @param patience for what is on its way out
    void close(Duration patience) {
        closed = true;
        thread.interrupt();
        Connection last = connection;
        try {
            thread.join(patience);
            if (last != null) {
                if (last.getStatus() == Status.CONNECTED) {
                    last.flush(patience);
                }
                last.close();
            }
        } catch (TimeoutException | IllegalStateException e) {
            LOG.debug("not all went out", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        close(ROUND_TRIP);
    }
}
