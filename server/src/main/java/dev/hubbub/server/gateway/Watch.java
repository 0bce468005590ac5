package dev.hubbub.server.gateway;

import io.netty.channel.EventLoop;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The connections of one event loop, and the watch over their deadlines: it looks at all of them every second,
/// since timers of their own, three for each, would hold as much memory as all else that we keep of a
/// connection at rest. Whatever is due happens up to a second late.
///
/// Confined to its event loop, but for [#size] and [#forEach].
final class Watch {
    private static final long EVERY_MS = 1_000;

    private final EventLoop loop;
    private final InstantSource clock;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private boolean scheduled;

    Watch(EventLoop loop, InstantSource clock) {
        this.loop = loop;
        this.clock = clock;
    }

    void add(Connection connection) {
        connections.add(connection);
        goOn();
    }

    void remove(Connection connection) {
        connections.remove(connection);
    }

    /// Any thread.
    int size() {
        return connections.size();
    }

    /// Any thread; one that comes or goes meanwhile may be left out.
    void forEach(Consumer<Connection> action) {
        connections.forEach(action);
    }

    private void goOn() {
        if (!scheduled && !connections.isEmpty()) {
            scheduled = true;
            var _ = loop.schedule(this::look, EVERY_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        scheduled = false;
        try {
            long nanos = System.nanoTime();
            Instant now = clock.instant();
            connections.forEach(connection -> connection.look(nanos, now));
        } finally {
            goOn();
        }
    }
}
