package dev.hubbub.server.app;

import dev.hubbub.server.cluster.BusCounters;
import dev.hubbub.server.cluster.ClusterBus;
import dev.hubbub.server.cluster.RoomMessages;
import dev.hubbub.server.cluster.UserMessages;
import dev.hubbub.server.timeline.TimelineCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/// What is counted of the bus between the nodes, also where there is none, so that dashboards show 0 rather than
/// nothing.
///
/// @param counts of the timelines, which put right what the bus did wrong
record BusMetrics(ClusterParts cluster, PeerParts peers, TimelineCounts counts) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("hubbub.bus.connected", cluster, BusMetrics::connected)
                .description("Whether what this node publishes reaches the others over NATS")
                .register(registry);
        BusCounters bus = cluster.counters();
        counter(registry, "published", "Messages handed to the bus", bus, BusCounters::publishedCount);
        counter(registry, "received", "Messages that came by the bus", bus, BusCounters::receivedCount);
        counter(registry, "dropped", "Messages that found no way out", bus, BusCounters::droppedCount);
        counter(registry, "missed", "Messages that this node was too slow for", bus, BusCounters::missedCount);
        counter(registry, "reconnects", "How often the bus came back", bus, BusCounters::reconnectCount);
        counter(registry, "repaired", "Events that had to be sought", counts, TimelineCounts::repairedCount);
        counter(registry, "duplicate", "Events that came again", counts, TimelineCounts::repeatedCount);
        RoomMessages rooms = cluster.roomMessages();
        UserMessages users = peers.userMessages();
        skipped(registry, "version", rooms, RoomMessages::otherVersionCount);
        skipped(registry, "epoch", rooms, RoomMessages::otherEpochCount);
        skipped(registry, "malformed", rooms, RoomMessages::malformedCount);
        skipped(registry, "user", users, UserMessages::skippedCount);
        skipped(registry, "presence", peers, PeerParts::skippedPresence);
        skipped(registry, "too_large", rooms, RoomMessages::tooLargeCount);
    }

    private static double connected(ClusterParts cluster) {
        return cluster.bus().state() == ClusterBus.State.CONNECTED ? 1 : 0;
    }

    private static <T> void counter(
            MeterRegistry registry, String name, String description, T state, ToDoubleFunction<T> count) {
        FunctionCounter.builder("hubbub.bus." + name, state, count)
                .description(description)
                .register(registry);
    }

    private static <T> void skipped(MeterRegistry registry, String why, T state, ToDoubleFunction<T> count) {
        FunctionCounter.builder("hubbub.bus.skipped", state, count)
                .description("Messages of the bus that this node did not take, or could not send")
                .tag("why", why)
                .register(registry);
    }
}
