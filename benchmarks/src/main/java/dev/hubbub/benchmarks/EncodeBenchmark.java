package dev.hubbub.benchmarks;

import dev.hubbub.server.hub.Hub;
import dev.hubbub.server.log.CommittedBatch;
import dev.hubbub.server.timeline.EncodedEvents;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// From committed events to finished WebSocket frames, for nobody: a hub without a shard frames and lets go.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodeBenchmark {
    @Param({"1", "16", "100"})
    int events;

    private final Hub hub = new Hub((_, _, _) -> List.of(), (_, _) -> List.of(), 0);
    private CommittedBatch batch = Hallway.messages(1, 1);

    @Setup
    public void fill() {
        batch = Hallway.messages(1, events);
    }

    @Benchmark
    public void batchToFrames() {
        hub.deliver(EncodedEvents.of(batch));
    }
}
