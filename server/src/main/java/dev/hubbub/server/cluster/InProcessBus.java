package dev.hubbub.server.cluster;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bus of nodes in one process: of a server that is alone, and of tests. It loses nothing.
public final class InProcessBus implements ClusterBus {
    private static final Logger LOG = LoggerFactory.getLogger(InProcessBus.class);

    /// As much as NATS takes unless it is told otherwise.
    private static final int MOST_BYTES = 1 << 20;

    private final Network network;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    /// Handlers run here, one at a time.
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("bus").daemon().factory());

    /// What several such buses have in common.
    public static final class Network {
        private final List<InProcessBus> nodes = new CopyOnWriteArrayList<>();
        private final AtomicInteger turns = new AtomicInteger();
    }

    /// @param group null if it gets everything, else what it shares with others
    private record Listener(
            InProcessBus node,
            SubjectPattern subject,
            @Nullable String group,
            Consumer<BusMessage> handler) implements Subscription {

        void take(BusMessage message) {
            node.execute(() -> {
                if (node.listeners.contains(this)) {
                    handler.accept(message);
                }
            });
        }

        @Override
        public void close() {
            node.listeners.remove(this);
        }
    }

    public InProcessBus(Network network) {
        this.network = network;
        network.nodes.add(this);
    }

    @Override
    public State state() {
        return State.CONNECTED;
    }

    @Override
    public void watch(Watcher watcher) {
        // Nothing is ever missed here.
    }

    @Override
    public void publish(BusMessage message) {
        Set<String> served = new HashSet<>();
        // Whose turn it is within a group.
        int turn = network.turns.getAndIncrement();
        List<InProcessBus> nodes = List.copyOf(network.nodes);
        for (int i = 0; i < nodes.size(); i++) {
            InProcessBus node = nodes.get(Math.floorMod(i + turn, nodes.size()));
            for (Listener listener : node.listeners) {
                String group = listener.group();
                if (listener.subject().matches(message.subject()) && (group == null || served.add(group))) {
                    listener.take(message);
                }
            }
        }
    }

    @Override
    public int mostBytes() {
        return MOST_BYTES;
    }

    @Override
    public Subscription subscribe(String subject, Consumer<BusMessage> handler, Runnable active) {
        Subscription listener = listen(subject, null, handler);
        execute(active);
        return listener;
    }

    @Override
    public Subscription share(String subject, String group, Consumer<BusMessage> handler) {
        return listen(subject, group, handler);
    }

    private Listener listen(String subject, @Nullable String group, Consumer<BusMessage> handler) {
        Listener listener = new Listener(this, new SubjectPattern(subject), group, handler);
        listeners.add(listener);
        return listener;
    }

    private void execute(Runnable task) {
        try {
            thread.execute(() -> guarded(task));
        } catch (RejectedExecutionException _) {
            LOG.trace("closed");
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a handler of the bus failed", e);
        }
    }

    @Override
    public void close() {
        network.nodes.remove(this);
        listeners.clear();
        thread.shutdown();
    }
}
