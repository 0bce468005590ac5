package dev.hubbub.server.timeline;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.log.CommittedBatch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Lincheck tries the interleavings of a room's batch with others that drive its timeline out: there is a place for
/// one only.
class TimelinesLinearTest {
    private static final RoomId HALLWAY = new RoomId(1);
    private static final Person ANA = new Person(new UserId(2), "ana");

    @Test
    @Tag("soak")
    void nothingIsLostOrRepeatedWhenABatchMeetsItsTimelineOnTheWayOut() {
        Lincheck.runConcurrentTest(500, TimelinesLinearTest::driveOutWhileSomethingComes);
    }

    @Test
    @Tag("soak")
    void nothingIsLostOrRepeatedWhenARoomIsDroppedWhileSomethingComes() {
        Lincheck.runConcurrentTest(500, TimelinesLinearTest::dropWhileSomethingComes);
    }

    private static void driveOutWhileSomethingComes() {
        var released = new Released(HALLWAY);
        var reads = new ConcurrentLinkedQueue<Runnable>();
        try (var timelines = timelines(released, 1, reads)) {
            timelines.offer(batch(HALLWAY, 1, 1));
            Thread others = Thread.ofPlatform().start(() -> {
                timelines.offer(batch(new RoomId(2), 1, 1));
                timelines.offer(batch(new RoomId(3), 1, 1));
            });
            // The bus lost the second.
            timelines.offer(batch(HALLWAY, 3, 3));
            join(others);
            runAll(reads);
        }
        // A new timeline starts with what it is offered first; an old one knows what is missing.
        demand(released, List.of(List.of(1L, 3L), List.of(1L, 2L, 3L)));
    }

    private static void dropWhileSomethingComes() {
        var released = new Released(HALLWAY);
        var reads = new ConcurrentLinkedQueue<Runnable>();
        try (var timelines = timelines(released, 10, reads)) {
            timelines.offer(batch(HALLWAY, 1, 1));
            Thread others = Thread.ofPlatform().start(() -> {
                timelines.drop(HALLWAY);
                // Wanted again: the comparison with the log tells of what was lost meanwhile.
                timelines.announce(HALLWAY, 3);
            });
            timelines.offer(batch(HALLWAY, 3, 3));
            join(others);
            runAll(reads);
        }
        // Dropped first, then what comes first is where it begins; or the drop came after, or in between.
        demand(released, List.of(List.of(1L, -3L), List.of(1L, 3L), List.of(1L, 2L, 3L), List.of(1L, 3L, -3L)));
    }

    private static Timelines timelines(Outlet outlet, int most, Queue<Runnable> reads) {
        return new Timelines((room, from, to) -> Optional.of(batch(room, from, to)), outlet, most, reads::add);
    }

    private static void runAll(Queue<Runnable> reads) {
        for (Runnable read = reads.poll(); read != null; read = reads.poll()) {
            read.run();
        }
    }

    /// By hand: Lincheck does not get on with AssertJ inside of what it runs.
    private static void demand(Released released, List<List<Long>> allowed) {
        if (!allowed.contains(released.seqs())) {
            throw new AssertionError("released " + released.seqs());
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EncodedEvents batch(RoomId room, long first, long last) {
        return EncodedEvents.of(new CommittedBatch(room, events(room, first, last)));
    }

    private static List<Event> events(RoomId room, long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(seq -> Event.message(room, seq, Instant.EPOCH, ANA, new Ref("r"), "hi"))
                .toList();
    }
}
