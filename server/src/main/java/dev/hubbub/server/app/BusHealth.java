package dev.hubbub.server.app;

import dev.hubbub.server.cluster.ClusterBus;
import dev.hubbub.server.status.Condition;
import dev.hubbub.server.status.Finding;
import dev.hubbub.server.status.HealthPart;
import java.time.Duration;
import java.util.Optional;

/// How the way to the other nodes does. A NATS that is away makes messages slower between nodes, and turns nobody
/// away; only a node that just started is not sent anybody before it is connected, for a moment.
final class BusHealth {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ClusterBus bus;
    private final long start = System.nanoTime();
    private volatile boolean settled;

    private BusHealth(ClusterBus bus) {
        this.bus = bus;
    }

    static HealthPart part(ClusterBus bus) {
        return new HealthPart("bus", new BusHealth(bus)::look);
    }

    private Finding look() {
        boolean connected = bus.state() == ClusterBus.State.CONNECTED;
        settled = settled || connected || System.nanoTime() - start > PATIENCE.toNanos();
        if (connected) {
            return new Finding(Condition.UP, Optional.empty(), null);
        }
        return settled
                ? Finding.degraded("NATS does not answer; messages reach the other nodes by the database, more slowly")
                : Finding.down("this node just started and has not reached NATS yet");
    }
}
