package dev.hubbub.server.cluster;

import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bus of nodes on several machines. A NATS that is away holds nobody up, not even the start of a node.
///
/// What is published waits in an [Outbox] for a thread of its own, so that no committer ever waits for the network;
/// what is subscribed is kept by [NatsLink].
public final class NatsBus implements ClusterBus {
    private static final Logger LOG = LoggerFactory.getLogger(NatsBus.class);
    private static final int MOST_MESSAGES = 20_000;
    private static final long MOST_BYTES = 32L << 20;
    private static final int USUAL_PAYLOAD = 1 << 20;
    private static final long LOOK_MILLIS = 1_000;
    /// How long an end may take.
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final BusCounters counters = new BusCounters();
    private final NatsLink link;
    private final Outbox outbox = new Outbox(MOST_MESSAGES, MOST_BYTES);
    private final SparseLog unsent = new SparseLog(LOG);
    private final SparseLog failed = new SparseLog(LOG);
    private final Thread sender;
    private volatile boolean closed;

    private NatsBus(NatsSettings settings) {
        link = new NatsLink(settings, counters);
        sender = Thread.ofPlatform().name("nats-out").daemon().unstarted(this::send);
    }

    /// Returns at once; whether NATS is there is what [#state] says later.
    public static NatsBus start(NatsSettings settings) {
        NatsBus bus = new NatsBus(settings);
        bus.link.start();
        bus.sender.start();
        return bus;
    }

    public BusCounters counters() {
        return counters;
    }

    NatsLink link() {
        return link;
    }

    @Override
    public State state() {
        return link.state();
    }

    @Override
    public void watch(Watcher watcher) {
        link.watch(watcher);
    }

    @Override
    public void publish(BusMessage message) {
        if (closed || !outbox.offer(message)) {
            counters.dropped();
        }
    }

    @Override
    public int mostBytes() {
        Connection connection = link.connected();
        return connection == null ? USUAL_PAYLOAD : (int) Math.min(Integer.MAX_VALUE, connection.getMaxPayload());
    }

    @Override
    public Subscription subscribe(String subject, Consumer<BusMessage> handler, Runnable active) {
        return subscribe(subject, null, handler, active);
    }

    @Override
    public Subscription share(String subject, String group, Consumer<BusMessage> handler) {
        return subscribe(subject, group, handler, () -> {});
    }

    private Subscription subscribe(
            String subject, @Nullable String group, Consumer<BusMessage> handler, Runnable active) {
        NatsSubscription subscription =
                new NatsSubscription(link, subject, group, message -> handle(handler, message), active);
        link.subscribe(subscription);
        return subscription;
    }

    private void handle(Consumer<BusMessage> handler, BusMessage message) {
        try {
            handler.accept(message);
        } catch (RuntimeException e) {
            failed.warn("a handler of the bus failed at " + message.subject(), e);
            LOG.debug("a handler of the bus failed", e);
        }
    }

    private void send() {
        try {
            while (!closed || outbox.size() > 0) {
                Connection connection = link.connected();
                if (connection == null) {
                    link.awaitConnected(LOOK_MILLIS);
                    continue;
                }
                BusMessage message = outbox.take(LOOK_MILLIS);
                if (message != null) {
                    send(connection, message);
                }
            }
        } catch (InterruptedException _) {
            LOG.debug("closed with {} messages unsent", outbox.size());
        }
    }

    /// May wait for the network.
    private void send(Connection connection, BusMessage message) {
        Headers headers = new Headers();
        message.headers().forEach(headers::put);
        try {
            connection.publish(message.subject(), headers, message.body());
            counters.published();
        } catch (IllegalStateException | IllegalArgumentException e) {
            counters.dropped();
            unsent.warn("a message for NATS was dropped", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            if (state() == State.AWAY || !sender.join(GOODBYE)) {
                sender.interrupt();
                sender.join(GOODBYE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        link.close(GOODBYE);
    }
}
