package dev.hubbub.server.cluster;

import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One subscription, which outlives the connections that it is made on. Confined to the link's thread, but for
/// [#close] and for what its dispatcher brings.
final class NatsSubscription implements ClusterBus.Subscription {
    private static final byte[] NOTHING = {};

    private final NatsLink link;
    private final String subject;
    private final @Nullable String group;
    private final Consumer<BusMessage> handler;
    private final Runnable active;
    private volatile boolean closed;
    private @Nullable Dispatcher dispatcher;
    private io.nats.client.@Nullable Subscription held;

    /// @param group null if it gets everything, else what it shares with others
    NatsSubscription(
            NatsLink link, String subject, @Nullable String group, Consumer<BusMessage> handler, Runnable active) {
        this.link = link;
        this.subject = subject;
        this.group = group;
        this.handler = handler;
        this.active = active;
    }

    void begin(Dispatcher on) {
        dispatcher = on;
        held = group == null ? on.subscribe(subject, this::take) : on.subscribe(subject, group, this::take);
    }

    void end() {
        Dispatcher from = dispatcher;
        io.nats.client.Subscription ended = held;
        if (from != null && ended != null && from.isActive() && ended.isActive()) {
            from.unsubscribe(ended);
        }
        dispatcher = null;
        held = null;
    }

    void active() {
        if (!closed) {
            active.run();
        }
    }

    private void take(Message message) {
        if (!closed) {
            link.counters().received();
            handler.accept(message(message));
        }
    }

    static BusMessage message(Message message) {
        return new BusMessage(message.getSubject(), headers(message), message.getData());
    }

    static BusMessage message(String subject, MessageInfo stored) {
        Headers headers = stored.getHeaders();
        return new BusMessage(
                subject,
                headers == null ? Map.of() : headers(headers),
                Objects.requireNonNullElse(stored.getData(), NOTHING));
    }

    static Map<String, String> headers(Message message) {
        return message.hasHeaders() ? headers(message.getHeaders()) : Map.of();
    }

    static Map<String, String> headers(Headers of) {
        Map<String, String> headers = new HashMap<>();
        of.forEach((name, values) -> headers.put(name, values.getFirst()));
        return headers;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            link.unsubscribe(this);
        }
    }
}
