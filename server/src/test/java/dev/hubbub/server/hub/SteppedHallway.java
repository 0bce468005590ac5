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
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// A room with a shard for it, whose loop and whose log are stepped by hand, so that every interleaving is one
/// of a seed. What is appended is in the log at once, for whoever reads it; it comes to the shard when it is
/// published.
final class SteppedHallway {
    static final RoomId HALLWAY = new RoomId(1);
    static final Person ANA = new Person(new UserId(2), "ana");
    static final Person BO = new Person(new UserId(3), "bo");
    static final Person CY = new Person(new UserId(4), "cy");

    private final ArrayDeque<Runnable> loop = new ArrayDeque<>();
    private final List<Runnable> reads = new ArrayList<>();
    private final List<Event> log = new ArrayList<>();
    private final List<EncodedBatch> buffers = new ArrayList<>();
    /// By `System.nanoTime`, when each event was not in the log yet.
    private final List<Long> unwritten = new ArrayList<>();
    private final Map<UserId, Long> members = new HashMap<>();
    /// How far the log went when a subscriber's snapshot was sent.
    private final Map<RecordingSubscriber, Long> opened = new HashMap<>();
    private final Shard shard;
    /// How much of the log was published.
    private int published;

    SteppedHallway(Audiences audiences) {
        this(audiences, UserInterest.NONE);
    }

    SteppedHallway(Audiences audiences, UserInterest users) {
        shard = new Shard(loop::add, this::readLater, this::askLater, audiences, users, DeliveryMeter.unread());
    }

    Shard shard() {
        return shard;
    }

    /// Reads of the log, and of who is in, that wait for their turn.
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
        return is(EventKind.MEMBER_JOINED, user, seq);
    }

    /// Whether the user left the room by that event.
    boolean isLeaving(UserId user, long seq) {
        return is(EventKind.MEMBER_LEFT, user, seq);
    }

    private boolean is(EventKind kind, UserId user, long seq) {
        Event event = log.get((int) seq - 1);
        return event.kind() == kind && event.user() != null && event.user().id().equals(user);
    }

    /// The first event of the person's stay; if there is none, of the one that may be next.
    long joined(Person person) {
        return members.getOrDefault(person.id(), log.size() + 1L);
    }

    /// What was appended, from `first` to `last`, both included.
    EncodedEvents events(long first, long last) {
        return EncodedEvents.of(new CommittedBatch(HALLWAY, log.subList((int) first - 1, (int) last)));
    }

    /// The same, as the node has it that committed it.
    EncodedEvents own(long first, long last) {
        List<Event> events = log.subList((int) first - 1, (int) last);
        return EncodedEvents.of(new CommittedBatch(HALLWAY, events, unwritten.get((int) first - 1)));
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
        loop.add(() -> open(subscriber, snapshot));
        return subscriber;
    }

    /// The same, with a snapshot that is read later as well, and until then told to nobody.
    ///
    /// @param cursor what the client has
    /// @param read told from where on it is fed
    RecordingSubscriber connectSlowly(Person person, long cursor, LongConsumer read) {
        RecordingSubscriber subscriber = new RecordingSubscriber(person.id());
        shard.register(subscriber);
        reads.add(() -> {
            Map<RoomId, Start> snapshot = new HashMap<>();
            long from = Math.max(cursor, joined(person) - 1);
            if (isMember(person)) {
                snapshot.put(HALLWAY, new Start(from, log.size()));
            }
            read.accept(from);
            loop.add(() -> open(subscriber, snapshot));
        });
        return subscriber;
    }

    private void open(RecordingSubscriber subscriber, Map<RoomId, Start> snapshot) {
        opened.put(subscriber, head());
        shard.open(subscriber, snapshot);
    }

    /// How far the log went when the snapshot was sent; as far as can be if it was not.
    long opened(RecordingSubscriber subscriber) {
        return opened.getOrDefault(subscriber, Long.MAX_VALUE);
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
        unwritten.add(System.nanoTime());
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

    /// As far as the batches went that the committer made. Each was one transaction, so none has in it what was
    /// appended before some snapshot was sent and what was appended after it.
    void publish(int upTo) {
        SortedSet<Long> ends = new TreeSet<>(opened.values()).subSet(published + 1L, (long) upTo);
        List<Long> all = new ArrayList<>(ends);
        all.add((long) upTo);
        for (long end : all) {
            shard.publish(buffer(own(published + 1L, end)));
            published = (int) end;
        }
    }

    /// Says that the log reaches to there instead of publishing it. False, and nothing said, if somebody joins
    /// on the way: of that a shard must be told.
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

    private void askLater(Stay stay, Runnable goesOn) {
        reads.add(() -> {
            if (members.getOrDefault(stay.user(), 0L) == stay.joinedSeq()) {
                goesOn.run();
            }
        });
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

    /// What the user saw of the room each time he was in, from his join to his leaving.
    List<List<Long>> stays(UserId user) {
        List<List<Long>> stays = new ArrayList<>();
        for (long seq : visible(user, 0)) {
            if (stays.isEmpty() || isJoin(user, seq)) {
                stays.add(new ArrayList<>());
            }
            stays.getLast().add(seq);
        }
        return stays;
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
