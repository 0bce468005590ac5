package dev.hubbub.benchmarks;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.log.CommittedBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/// A room whose ids and messages are as long as in a real one.
final class Hallway {
    static final RoomId ROOM = new RoomId(792_345_678_901_234_567L);

    private static final Instant AT = Instant.parse("2026-11-24T01:02:03.456Z");
    private static final long FIRST_USER = 792_345_678_900_000_000L;

    private Hallway() {}

    static Person person(long number) {
        return new Person(new UserId(FIRST_USER + number), "member" + number);
    }

    static CommittedBatch messages(long first, int count) {
        return batch(first, count, Hallway::message);
    }

    /// Of as many people as there are events, in the order of their numbers.
    static CommittedBatch joins(int count) {
        return batch(1, count, seq -> {
            Person person = person(seq);
            return new Event(ROOM, seq, EventKind.MEMBER_JOINED, AT, person, ref(seq), null, person, null, null);
        });
    }

    /// The same events with other seqs: cheap, since a hub wants them to grow.
    static CommittedBatch from(long first, CommittedBatch template) {
        List<Event> events = new ArrayList<>(template.events().size());
        for (Event event : template.events()) {
            long seq = first + events.size();
            events.add(new Event(
                    ROOM,
                    seq,
                    event.kind(),
                    event.at(),
                    event.author(),
                    event.ref(),
                    event.text(),
                    event.user(),
                    event.name(),
                    event.topic()));
        }
        return new CommittedBatch(ROOM, events);
    }

    private static Event message(long seq) {
        String text = "Lunch at half past twelve? I can keep two seats by the window, no. " + seq;
        return Event.message(ROOM, seq, AT, person(seq % 100), ref(seq), text);
    }

    private static Ref ref(long seq) {
        return new Ref("0193a5c2-7b1e-7c3d-9f00-%012x".formatted(seq));
    }

    private static CommittedBatch batch(long first, int count, LongFunction<Event> event) {
        List<Event> events =
                LongStream.range(first, first + count).mapToObj(event).toList();
        return new CommittedBatch(ROOM, events, System.nanoTime());
    }
}
