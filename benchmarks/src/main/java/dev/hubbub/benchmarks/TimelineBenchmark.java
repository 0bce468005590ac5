package dev.hubbub.benchmarks;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.timeline.Backfill;
import dev.hubbub.server.timeline.EncodedEvents;
import dev.hubbub.server.timeline.Outlet;
import dev.hubbub.server.timeline.Timelines;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What one batch costs in its room's timeline: as it comes from the committer, twice, and early.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimelineBenchmark {
    private static final int BATCHES = 1_000;

    private final List<EncodedEvents> inOrder = new ArrayList<>();
    private long released;

    public TimelineBenchmark() {
        for (int i = 0; i < BATCHES; i++) {
            inOrder.add(EncodedEvents.of(Hallway.messages(1 + 2L * i, 2)));
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCHES)
    public long inOrder() {
        Timelines timelines = fresh();
        for (EncodedEvents batch : inOrder) {
            timelines.offer(batch);
        }
        return released;
    }

    @Benchmark
    @OperationsPerInvocation(BATCHES)
    public long eachTwice() {
        Timelines timelines = fresh();
        for (EncodedEvents batch : inOrder) {
            timelines.offer(batch);
            timelines.offer(batch);
        }
        return released;
    }

    /// Of each ten the first comes last, so that nine wait. The log never answers, as if it were slow.
    @Benchmark
    @OperationsPerInvocation(BATCHES)
    public long withGaps() {
        Timelines timelines = fresh();
        timelines.offer(inOrder.getFirst());
        for (int i = 1; i + 10 <= BATCHES; i += 10) {
            for (int j = i + 1; j < i + 10; j++) {
                timelines.offer(inOrder.get(j));
            }
            timelines.offer(inOrder.get(i));
        }
        return released;
    }

    private Timelines fresh() {
        Timelines timelines = new Timelines(Backfill.fromLog((_, _, _) -> List.of()), new Count());
        // A closed one asks the log nothing; it still takes what comes.
        timelines.close();
        return timelines;
    }

    private final class Count implements Outlet {
        @Override
        public void deliver(EncodedEvents events) {
            released += events.count();
        }

        @Override
        public void reached(RoomId room, long seq) {}
    }
}
