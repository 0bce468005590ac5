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
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimelinesTest {
    private static final Person ANA = new Person(new UserId(2), "ana");

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
                (room, from, limit) -> events(room, from, from + limit - 1),
                batch -> LongStream.rangeClosed(batch.first(), batch.last()).forEach(released::add),
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

    private static EncodedEvents batch(RoomId room, long first, long last) {
        return EncodedEvents.of(new CommittedBatch(room, events(room, first, last)));
    }

    private static List<Event> events(RoomId room, long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(seq -> Event.message(room, seq, Instant.EPOCH, ANA, new Ref("r"), "hi"))
                .toList();
    }
}
