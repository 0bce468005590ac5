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
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimelinesTest {
    private static final RoomId HALLWAY = new RoomId(1);
    private static final Person ANA = new Person(new UserId(2), "ana");

    @Test
    void idleRoomsMakePlaceForOthers() {
        var released = new Released(new RoomId(1_000));
        try (var timelines = new Timelines((_, _, _) -> Optional.empty(), released, 10, _ -> {})) {
            for (int room = 1; room <= 1_000; room++) {
                timelines.offer(batch(new RoomId(room), 7, 7));
                assertThat(timelines.size()).isLessThanOrEqualTo(11);
            }
        }
        assertThat(released.seqs()).containsExactly(7L);
    }

    @Test
    void aRoomThatMissesSomethingStays() {
        var released = new Released(HALLWAY);
        List<Runnable> reads = new ArrayList<>();
        try (var timelines = timelines(released, 1, reads)) {
            timelines.offer(batch(HALLWAY, 1, 1));
            timelines.offer(batch(HALLWAY, 3, 3));
            for (int room = 2; room <= 10; room++) {
                timelines.offer(batch(new RoomId(room), 100, 100));
            }
            List.copyOf(reads).forEach(Runnable::run);
        }
        assertThat(released.seqs()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aDroppedRoomIsSoughtNoMoreAndBeginsAnewWhereItIsAnnounced() {
        var released = new Released(HALLWAY);
        List<Runnable> reads = new ArrayList<>();
        try (var timelines = timelines(released, 10, reads)) {
            timelines.offer(batch(HALLWAY, 1, 1));
            timelines.offer(batch(HALLWAY, 3, 3));
            timelines.drop(HALLWAY);
            assertThat(timelines.size()).isZero();
            List.copyOf(reads).forEach(Runnable::run);
            timelines.announce(HALLWAY, 8);
            timelines.offer(batch(HALLWAY, 9, 9));
        }
        assertThat(released.seqs()).containsExactly(1L, -8L, 9L);
    }

    @Test
    void theLogIsReadInPages() {
        var released = new Released(HALLWAY);
        List<Runnable> reads = new ArrayList<>();
        Backfill log = Backfill.fromLog((room, from, limit) -> events(room, from, Math.min(1_300, from + limit - 1)));
        try (var timelines = new Timelines(log, released, 10, reads::add)) {
            timelines.offer(batch(HALLWAY, 1, 1));
            timelines.announce(HALLWAY, 1_300);
            List.copyOf(reads).forEach(Runnable::run);
        }
        assertThat(released.seqs())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 1_300).boxed().toList());
    }

    private static Timelines timelines(Outlet outlet, int most, List<Runnable> reads) {
        return new Timelines((room, from, to) -> Optional.of(batch(room, from, to)), outlet, most, reads::add);
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
