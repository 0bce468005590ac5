package dev.hubbub.server.hub;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.util.concurrent.TimeUnit;

/// What the shards tell of their work: once for each run of an event loop, so that it costs a delivery next to
/// nothing. Safe for any thread.
public final class DeliveryMeter {
    private final Counter live;
    private final Counter replayed;
    private final Timer lag;

    public DeliveryMeter(MeterRegistry registry) {
        live = deliveries("live", registry);
        replayed = deliveries("replay", registry);
        lag = Timer.builder("hubbub.fanout.lag")
                .description(
                        "From when a batch was released, just after its commit, until all its members here were written to;"
                                + " of all batches in one run of an event loop, the oldest's")
                .register(registry);
        if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider buffers) {
            new NettyAllocatorMetrics(buffers).bindTo(registry);
        }
    }

    /// One that nobody reads.
    static DeliveryMeter unread() {
        return new DeliveryMeter(new SimpleMeterRegistry());
    }

    private static Counter deliveries(String by, MeterRegistry registry) {
        return Counter.builder("hubbub.deliveries")
                .description("Events that were written to connections")
                .tag("by", by)
                .register(registry);
    }

    void delivered(long liveEvents, long replayedEvents) {
        if (liveEvents > 0) {
            live.increment((double) liveEvents);
        }
        if (replayedEvents > 0) {
            replayed.increment((double) replayedEvents);
        }
    }

    void written(long nanosSinceRelease) {
        lag.record(nanosSinceRelease, TimeUnit.NANOSECONDS);
    }
}
