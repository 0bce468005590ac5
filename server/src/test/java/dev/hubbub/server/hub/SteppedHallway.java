package dev.hubbub.server.hub;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.log.CommittedBatch;
import dev.hubbub.server.timeline.EncodedEvents;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A room with a shard for it, whose loop and whose log are stepped by hand, so that every interleaving is one of a
/// seed. What is appended is in the log at once, for whoever reads it; it comes to the shard when it is published.
final class SteppedHallway {
    static final RoomId HALLWAY = new RoomId(1);
    static final Person ANA = new Person(new UserId(2), "ana");
    static final Person BO = new Person(new UserId(3), "bo");
    static final Person CY = new Person(new UserId(4), "cy");

    private final ArrayDeque<Runnable> loop = new ArrayDeque<>();
    private final List<Runnable> reads = new ArrayList<>();
    private final List<Event> log = new ArrayList<>();
    private final List<EncodedBatch> buffers = new ArrayList<>();
    private final Map<UserId, Long> members = new HashMap<>();
    private final Shard shard;
    /// How much of the log was published.
    private int published;

    SteppedHallway(Audiences audiences) {
        this(audiences, UserInterest.NONE);
    }

    SteppedHallway(Audiences audiences, UserInterest users) {
        shard = new Shard(loop::add, this::readLater, audiences, users, DeliveryMeter.unread());
    }

    Shard shard() {
        return shard;
    }

    /// Reads of the log that wait for their turn.
    List<Runnable> reads() {
        return reads;
    }

    ArrayDeque<Runnable> loop() {
        return loop;
    }

    long head() {
        return log.size();
    }

    boolean isMember(Person person) {
        return members.containsKey(person.id());
    }

    /// Whether the user got into the room by that event.
    boolean isJoin(UserId user, long seq) {
        Event event = log.get((int) seq - 1);
        return event.kind() == EventKind.MEMBER_JOINED
                && event.user() != null
                && event.user().id().equals(user);
    }

    /// The first event of the person's stay; if there is none, of the one that may be next.
    long joined(Person person) {
        return members.getOrDefault(person.id(), log.size() + 1L);
    }

    /// What was appended, from `first` to `last`, both included.
    EncodedEvents events(long first, long last) {
        return EncodedEvents.of(new CommittedBatch(HALLWAY, log.subList((int) first - 1, (int) last)));
    }

    /// What a timeline released.
    void publish(EncodedEvents events) {
        shard.publish(buffer(events));
    }

    boolean isAllReleased() {
        return buffers.stream().allMatch(batch -> batch.refCnt() == 0);
    }

    /// As the gateway does it: register, read the snapshot, open a while later.
    RecordingSubscriber connect(Person person, long cursor) {
        RecordingSubscriber subscriber = new RecordingSubscriber(person.id());
        shard.register(subscriber);
        Start start = new Start(cursor, log.size());
        Map<RoomId, Start> snapshot = members.containsKey(person.id()) ? Map.of(HALLWAY, start) : Map.of();
        loop.add(() -> shard.open(subscriber, snapshot));
        return subscriber;
    }

    /// Someone who was in the room before its first event.
    RecordingSubscriber member(Person person, long cursor) {
        members.put(person.id(), 1L);
        return connect(person, cursor);
    }

    Event append(EventKind kind, Person person) {
        long seq = log.size() + 1L;
        Person about = kind == EventKind.MESSAGE ? null : person;
        String text = kind == EventKind.MESSAGE ? "hi" : null;
        Event event =
                new Event(HALLWAY, seq, kind, Instant.EPOCH, person, new Ref("r-" + seq), text, about, null, null);
        log.add(event);
        if (kind == EventKind.MEMBER_JOINED) {
            members.put(person.id(), seq);
        } else if (kind != EventKind.MESSAGE) {
            members.remove(person.id());
        }
        return event;
    }

    /// Publishes what was appended and not published yet.
    void publish() {
        publish(log.size());
    }

    /// As far as the batches went that the committer made.
    void publish(int upTo) {
        shard.publish(encoded(log.subList(published, upTo)));
        published = upTo;
    }

    /// Says that the log reaches to there instead of publishing it. False, and nothing said, if somebody joins on the
    /// way: of that a shard must be told.
    boolean skip(int upTo) {
        if (log.subList(published, upTo).stream().anyMatch(event -> event.kind() == EventKind.MEMBER_JOINED)) {
            return false;
        }
        shard.reached(HALLWAY, upTo);
        published = upTo;
        return true;
    }

    int published() {
        return published;
    }

    private EncodedBatch encoded(List<Event> events) {
        return buffer(EncodedEvents.of(new CommittedBatch(HALLWAY, events)));
    }

    private EncodedBatch buffer(EncodedEvents events) {
        EncodedBatch batch = EncodedBatch.of(events, UnpooledByteBufAllocator.DEFAULT);
        buffers.add(batch);
        return batch;
    }

    private void readLater(RoomId room, long from, Consumer<@Nullable EncodedBatch> done) {
        reads.add(() -> {
            List<Event> page = log.subList((int) Math.min(log.size(), from - 1), log.size());
            List<Event> some = page.subList(0, Math.min(page.size(), 7));
            done.accept(some.isEmpty() ? null : encoded(some));
        });
    }

    void step(Random random) {
        if (!reads.isEmpty() && random.nextBoolean()) {
            reads.remove(random.nextInt(reads.size())).run();
        } else if (!loop.isEmpty()) {
            loop.poll().run();
        }
    }

    void settle(Random random) {
        while (!loop.isEmpty() || !reads.isEmpty()) {
            step(random);
        }
    }

    /// What the law says that a connection sees which had everything up to `cursor` when it came.
    List<Long> visible(UserId user, long cursor) {
        boolean in = false;
        List<Long> seqs = new ArrayList<>();
        for (Event event : log) {
            boolean own = event.user() != null && event.user().id().equals(user);
            boolean joins = own && event.kind() == EventKind.MEMBER_JOINED;
            in = in || joins;
            if (in && event.seq() > cursor) {
                seqs.add(event.seq());
            }
            in = in && !(own && !joins);
        }
        return seqs;
    }
}
