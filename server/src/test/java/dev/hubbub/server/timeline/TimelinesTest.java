package dev.hubbub.server.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.log.CommittedBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimelinesTest {
    private static final Person ANA = new Person(new UserId(2), "ana");
    private static final int POSTS = 300;

    @Test
    void idleRoomsMakePlaceForOthers() {
        List<Long> released = new ArrayList<>();
        try (var timelines = new Timelines((_, _, _) -> List.of(), batch -> released.add(batch.first()), 10, _ -> {})) {
            for (int room = 1; room <= 1_000; room++) {
                timelines.offer(batch(new RoomId(room), 7, 7));
                assertThat(timelines.size()).isLessThanOrEqualTo(11);
            }
        }
        assertThat(released).hasSize(1_000);
    }

    @Test
    void aRoomThatMissesSomethingStays() {
        List<Long> released = new ArrayList<>();
        List<Runnable> reads = new ArrayList<>();
        var hallway = new RoomId(1);
        try (var timelines = new Timelines(
                (room, from, limit) -> batch(room, from, from + limit - 1).events(),
                batch -> batch.events().forEach(event -> released.add(event.seq())),
                1,
                reads::add)) {
            timelines.offer(batch(hallway, 1, 1));
            timelines.offer(batch(hallway, 3, 3));
            for (int room = 2; room <= 10; room++) {
                timelines.offer(batch(new RoomId(room), 100, 100));
            }
            List.copyOf(reads).forEach(Runnable::run);
        }
        assertThat(released).containsSubsequence(1L, 2L, 3L);
    }

    /// Other rooms come all the time, and there is a place for one only, so these two are driven out whenever they
    /// are idle, while the bus loses some of their events and the log brings them late.
    @Test
    void nothingIsLostOrRepeatedWhenABatchMeetsItsTimelineOnTheWayOut() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (int seed = 0; seed < 100; seed++) {
                race(threads, seed);
            }
        }
    }

    private static void race(ExecutorService threads, int seed) throws Exception {
        var hallway = new Tape(1);
        var design = new Tape(2);
        var reads = new ConcurrentLinkedQueue<Runnable>();
        try (var timelines = new Timelines(
                (room, from, limit) -> batch(room, from, from + limit - 1).events(),
                batch -> List.of(hallway, design).forEach(tape -> tape.take(batch)),
                1,
                reads::add)) {
            var start = new CyclicBarrier(3);
            List<Future<?>> all = List.of(
                    threads.submit(() -> hallway.post(timelines, start, new Random(seed))),
                    threads.submit(() -> design.post(timelines, start, new Random(-seed))),
                    threads.submit(() -> {
                        start.await();
                        for (int room = 100; room < 100 + 3 * POSTS; room++) {
                            timelines.offer(batch(new RoomId(room), 1, 1));
                            runAll(reads);
                        }
                        return null;
                    }));
            for (Future<?> future : all) {
                future.get();
            }
            runAll(reads);
        }
        hallway.check(seed);
        design.check(seed);
    }

    private static void runAll(ConcurrentLinkedQueue<Runnable> reads) {
        for (Runnable read = reads.poll(); read != null; read = reads.poll()) {
            read.run();
        }
    }

    /// A room, what the bus brought of its log, and what came out.
    private static final class Tape {
        final RoomId room;
        final List<Long> offered = new ArrayList<>();
        final List<Long> released = new ArrayList<>();

        Tape(long id) {
            room = new RoomId(id);
        }

        Void post(Timelines timelines, CyclicBarrier start, Random random) throws Exception {
            start.await();
            for (long seq = 1; seq <= POSTS; seq++) {
                if (random.nextInt(4) > 0) {
                    offered.add(seq);
                    timelines.offer(batch(room, seq, seq));
                }
            }
            return null;
        }

        /// One thread at a time, as an outlet is promised; if not, some are lost here.
        void take(CommittedBatch batch) {
            if (batch.room().equals(room)) {
                batch.events().forEach(event -> released.add(event.seq()));
            }
        }

        void check(int seed) {
            assertThat(released)
                    .as("seed %d", seed)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .containsAll(offered);
        }
    }

    private static CommittedBatch batch(RoomId room, long first, long last) {
        return new CommittedBatch(
                room,
                LongStream.rangeClosed(first, last)
                        .mapToObj(seq -> Event.message(room, seq, Instant.EPOCH, ANA, new Ref("r"), "hi"))
                        .toList());
    }
}
