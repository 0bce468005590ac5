package dev.hubbub.server.cluster;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.Message;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the client library tells of one connection, on its own threads, in order.
final class NatsEvents implements ConnectionListener, ErrorListener {
    private static final Logger LOG = LoggerFactory.getLogger(NatsEvents.class);

    private final Watchers watchers;
    private final SparseLog cut = new SparseLog(LOG);
    private final SparseLog failed = new SparseLog(LOG);
    private final AtomicLong cuts = new AtomicLong();
    private final AtomicLong resubscribed = new AtomicLong();
    private volatile @Nullable Exception failure;

    NatsEvents(Watchers watchers) {
        this.watchers = watchers;
    }

    /// A new connection is about to be made.
    void begin() {
        resubscribed.set(0);
        failure = null;
    }

    /// Why this connection was not made: what the library throws in the end only says that it was not.
    Exception reason(Exception thrown) {
        Exception known = failure;
        return known == null ? thrown : known;
    }

    /// How often a connection broke.
    long cuts() {
        return cuts.get();
    }

    /// How often this connection came back and all its subscriptions were sent again.
    long resubscribed() {
        return resubscribed.get();
    }

    /// Says that the bus is there, unless the connection broke since there were so many `cuts`.
    boolean backSince(long cutsThen) {
        return watchers.connected(() -> cuts.get() == cutsThen);
    }

    /// The newer form, with a time and an address, ends here too.
    @Override
    @SuppressWarnings("deprecation")
    public void connectionEvent(Connection connection, Events event) {
        switch (event) {
            case DISCONNECTED, CLOSED -> {
                cuts.incrementAndGet();
                if (watchers.away()) {
                    cut.warn("NATS is away; this node goes on without it, more slowly", event.getEvent());
                }
            }
            case RESUBSCRIBED -> resubscribed.incrementAndGet();
            case CONNECTED, RECONNECTED, DISCOVERED_SERVERS, LAME_DUCK -> LOG.debug("NATS: {}", event);
        }
    }

    @Override
    public void slowConsumerDetected(Connection connection, Consumer consumer) {
        watchers.missed();
    }

    @Override
    public void errorOccurred(Connection connection, String error) {
        failed(new IOException(error));
        failed.warn("NATS reports an error", error);
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception exception) {
        failed(exception);
        // Mostly that it does not answer, which is said elsewhere; what a handler throws comes here too.
        LOG.debug("NATS", exception);
    }

    /// The first is what went wrong; others follow from it.
    private void failed(Exception exception) {
        if (failure == null) {
            failure = exception;
        }
    }

    @Override
    public void messageDiscarded(Connection connection, Message message) {
        LOG.debug("discarded");
    }
}
