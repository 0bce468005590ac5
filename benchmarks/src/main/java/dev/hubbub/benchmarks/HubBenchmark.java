package dev.hubbub.benchmarks;

import dev.hubbub.server.hub.Hub;
import dev.hubbub.server.hub.Shard;
import dev.hubbub.server.log.CommittedBatch;
import dev.hubbub.server.timeline.EncodedEvents;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One batch to a thousand members on one event loop, encoding included; the figure is per member. Their
/// channels are Netty's embedded ones, which take everything and send nothing, or there is no channel at all.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HubBenchmark {
    private static final int MEMBERS = 1_000;
    private static final int RECENT_BYTES = 64 * 1024;

    @Param({"1", "16"})
    int events;

    @Param({"none", "embedded"})
    String channel = "none";

    private CommittedBatch template = Hallway.messages(1, 1);
    private Hub hub = new Hub((_, _, _) -> List.of(), (_, _) -> List.of(), RECENT_BYTES);
    private long next;

    /// They join live, so the log is asked nothing.
    @Setup
    public void moveIn() {
        template = Hallway.messages(1, events);
        hub = new Hub((_, _, _) -> List.of(), (_, _) -> List.of(), RECENT_BYTES);
        Shard shard = hub.shard(Runnable::run);
        for (int i = 1; i <= MEMBERS; i++) {
            Channel socket = channel.equals("none") ? null : new EmbeddedChannel(new Sink());
            var member = new Member(Hallway.person(i).id(), socket);
            shard.register(member);
            shard.open(member, Map.of());
        }
        hub.deliver(EncodedEvents.of(Hallway.joins(MEMBERS)));
        next = MEMBERS + 1;
    }

    @Benchmark
    @OperationsPerInvocation(MEMBERS)
    public void batchToAThousandMembers() {
        hub.deliver(EncodedEvents.of(Hallway.from(next, template)));
        next += events;
    }
}
