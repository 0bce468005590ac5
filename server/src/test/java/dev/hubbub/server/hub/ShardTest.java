package dev.hubbub.server.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.log.CommittedBatch;
import dev.hubbub.server.timeline.EncodedEvents;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Runs a shard on a loop and against a log that the test steps by hand, so that every interleaving is one of a
/// seed.
class ShardTest {
    private static final RoomId HALLWAY = new RoomId(1);
    private static final Person ANA = new Person(new UserId(2), "ana");
    private static final Person BO = new Person(new UserId(3), "bo");
    private static final Person CY = new Person(new UserId(4), "cy");
    private static final int SMALL = 2_000;

    private final ArrayDeque<Runnable> loop = new ArrayDeque<>();
    private final List<Runnable> reads = new ArrayList<>();
    private final List<Event> log = new ArrayList<>();
    private final List<EncodedBatch> buffers = new ArrayList<>();
    private final Map<UserId, Long> members = new HashMap<>();
    private Shard shard = new Shard(loop::add, this::readLater, new Audiences(SMALL));

    @AfterEach
    void forget() {
        shard.forget();
    }

    @Test
    void whatWasPostedWhileTheLoopWasBusyIsFlushedOnce() {
        RecordingSubscriber ana = member(ANA, 0);
        settle(new Random(1));
        int before = ana.flushes();
        for (int i = 0; i < 10; i++) {
            publish(List.of(append(EventKind.MESSAGE, ANA)));
        }
        settle(new Random(1));
        assertThat(ana.received()).hasSize(10);
        assertThat(ana.flushes() - before).isEqualTo(1);
    }

    @Test
    void aSlowReaderGetsNothingLiveAndEverythingOnceItDrains() {
        RecordingSubscriber ana = member(ANA, 0);
        settle(new Random(1));
        ana.writable(false);
        for (int i = 0; i < 100; i++) {
            publish(List.of(append(EventKind.MESSAGE, BO)));
        }
        settle(new Random(1));
        assertThat(ana.received()).isEmpty();
        ana.writable(true);
        shard.drained(ana);
        settle(new Random(1));
        assertThat(ana.received()).containsExactlyElementsOf(seqs(1, 100));
    }

    @Test
    void aConnectionThatDrainsWhileItIsFlushedIsFedOnTheSpotAndHarmsNobody() {
        RecordingSubscriber ana = member(ANA, 0);
        RecordingSubscriber bo = member(BO, 0);
        settle(new Random(1));
        RecordingSubscriber cy = member(CY, 0);
        cy.writable(false);
        settle(new Random(1));
        ana.onFlush(() -> {
            cy.writable(true);
            shard.drained(cy);
        });
        publish(List.of(append(EventKind.MESSAGE, ANA), append(EventKind.MESSAGE, ANA)));
        settle(new Random(1));
        for (RecordingSubscriber subscriber : List.of(ana, bo, cy)) {
            assertThat(subscriber.received()).containsExactly(1L, 2L);
        }
    }

    @Test
    void aRemovedMemberGetsHisRemovalAndNothingAfterIt() {
        RecordingSubscriber bo = member(BO, 0);
        settle(new Random(1));
        publish(List.of(
                append(EventKind.MESSAGE, ANA), append(EventKind.MEMBER_REMOVED, BO), append(EventKind.MESSAGE, ANA)));
        settle(new Random(1));
        assertThat(bo.received()).containsExactly(1L, 2L);
    }

    @Test
    void someoneWhoJoinsGetsHisJoinAndNothingFromBefore() {
        RecordingSubscriber bo = connect(BO, 0);
        RecordingSubscriber ana = member(ANA, 0);
        settle(new Random(1));
        publish(List.of(
                append(EventKind.MESSAGE, ANA), append(EventKind.MEMBER_JOINED, BO), append(EventKind.MESSAGE, ANA)));
        settle(new Random(1));
        assertThat(bo.received()).containsExactly(2L, 3L);
        assertThat(ana.received()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whoSeesLateThatHeLeftAndCameBackIsToldThatHeIsIn() {
        RecordingSubscriber bo = member(BO, 0);
        settle(new Random(1));
        bo.writable(false);
        publish(List.of(append(EventKind.MEMBER_LEFT, BO)));
        publish(List.of(append(EventKind.MESSAGE, ANA), append(EventKind.MEMBER_JOINED, BO)));
        settle(new Random(1));
        assertThat(bo.entered()).isEmpty();
        bo.writable(true);
        shard.drained(bo);
        settle(new Random(1));
        assertThat(bo.received()).containsExactly(1L, 3L);
        assertThat(bo.entered()).containsExactly(HALLWAY);
    }

    @Test
    void everyConnectionSeesWhatHappenedWhileItsUserWasInOnceAndInOrderHoweverSlowItReads() {
        for (long seed = 0; seed < 3_000; seed++) {
            runRandomConversation(seed);
        }
    }

    @Test
    void whoComesBackToWhatWasPostedMeanwhileIsServedWithoutTheLog() {
        RecordingSubscriber first = member(ANA, 0);
        settle(new Random(1));
        publish(List.of(append(EventKind.MESSAGE, BO)));
        settle(new Random(1));
        shard.unregister(first);
        publish(List.of(append(EventKind.MESSAGE, BO), append(EventKind.MESSAGE, BO)));
        settle(new Random(1));
        RecordingSubscriber again = connect(ANA, 1);
        loop.poll().run();
        assertThat(again.received()).containsExactly(2L, 3L);
        assertThat(reads).isEmpty();
        publish(List.of(append(EventKind.MESSAGE, BO)));
        settle(new Random(1));
        assertThat(again.received()).containsExactly(2L, 3L, 4L);
    }

    @Test
    void whoHasAllThatTheSnapshotShowsIsLiveAtOnce() {
        append(EventKind.MESSAGE, BO);
        RecordingSubscriber ana = member(ANA, 1);
        loop.poll().run();
        assertThat(reads).isEmpty();
        publish(List.of(append(EventKind.MESSAGE, BO)));
        settle(new Random(1));
        assertThat(ana.received()).containsExactly(2L);
    }

    @Test
    void whatIsPostedBetweenTheSnapshotAndTheWelcomeComesThoughNobodyElseIsIn() {
        RecordingSubscriber ana = member(ANA, 0);
        shard.publish(encoded(List.of(append(EventKind.MESSAGE, BO))));
        // The batch first, then the welcome.
        loop.addLast(loop.pollFirst());
        settle(new Random(1));
        assertThat(ana.received()).containsExactly(1L);
    }

    @Test
    void allWhoWantTheSamePageOfTheLogGetItByOneReading() {
        append(EventKind.MESSAGE, BO);
        append(EventKind.MESSAGE, BO);
        List<RecordingSubscriber> all = List.of(member(ANA, 0), member(BO, 0), member(CY, 0));
        while (!loop.isEmpty()) {
            loop.poll().run();
        }
        assertThat(reads).hasSize(1);
        settle(new Random(1));
        RecordingSubscriber late = connect(ANA, 1);
        loop.poll().run();
        assertThat(all).allSatisfy(one -> assertThat(one.received()).containsExactly(1L, 2L));
        assertThat(late.received()).containsExactly(2L);
        assertThat(reads).isEmpty();
    }

    private void runRandomConversation(long seed) {
        Random random = new Random(seed);
        loop.clear();
        reads.clear();
        log.clear();
        members.clear();
        buffers.clear();
        shard = new Shard(loop::add, this::readLater, new Audiences(random.nextInt(SMALL), random.nextInt(3)));
        Map<RecordingSubscriber, Long> since = new HashMap<>();
        for (int step = 0; step < 80; step++) {
            act(random, since);
            if (random.nextInt(3) == 0) {
                step(random);
            }
        }
        since.keySet().forEach(subscriber -> subscriber.writable(true));
        since.keySet().forEach(shard::drained);
        settle(random);
        since.forEach((subscriber, cursor) -> assertThat(subscriber.received())
                .as("seed %d, user %s since %d", seed, subscriber.user(), cursor)
                .containsExactlyElementsOf(visible(subscriber.user(), cursor)));
        since.keySet().forEach(shard::unregister);
        assertThat(shard.activeRooms()).isEmpty();
        shard.forget();
        assertThat(buffers).as("seed %d", seed).allMatch(batch -> batch.refCnt() == 0);
    }

    private void act(Random random, Map<RecordingSubscriber, Long> since) {
        Person person = List.of(ANA, BO, CY).get(random.nextInt(3));
        switch (random.nextInt(7)) {
            case 0 -> publish(List.of(append(joinOrLeave(person), person)));
            case 1, 2 -> publish(List.of(append(EventKind.MESSAGE, ANA), append(EventKind.MESSAGE, ANA)));
            case 3 -> {
                if (!members.containsKey(person.id())) {
                    // A stay that is over, but whose events come late, may be seen whole: not what this law is about.
                    settle(random);
                }
                long joined = members.getOrDefault(person.id(), log.size() + 1L);
                long cursor = random.nextLong(joined - 1, log.size() + 1L);
                since.put(connect(person, cursor), cursor);
            }
            case 4 ->
                // All at once, often: then what is posted until they come back is kept for nobody.
                since.entrySet().removeIf(gone -> {
                    shard.unregister(gone.getKey());
                    List<Long> received = gone.getKey().received();
                    List<Long> all = visible(gone.getKey().user(), gone.getValue());
                    assertThat(received).isEqualTo(all.subList(0, Math.min(received.size(), all.size())));
                    return true;
                });
            default ->
                since.keySet().stream()
                        .skip(since.isEmpty() ? 0 : random.nextInt(since.size()))
                        .findFirst()
                        .ifPresent(subscriber -> {
                            boolean writable = random.nextBoolean();
                            subscriber.writable(writable);
                            if (writable) {
                                shard.drained(subscriber);
                            }
                        });
        }
    }

    private EventKind joinOrLeave(Person person) {
        return members.containsKey(person.id()) ? EventKind.MEMBER_LEFT : EventKind.MEMBER_JOINED;
    }

    /// As the gateway does it: register, read the snapshot, open a while later.
    private RecordingSubscriber connect(Person person, long cursor) {
        RecordingSubscriber subscriber = new RecordingSubscriber(person.id());
        shard.register(subscriber);
        Start start = new Start(cursor, log.size());
        Map<RoomId, Start> snapshot = members.containsKey(person.id()) ? Map.of(HALLWAY, start) : Map.of();
        loop.add(() -> shard.open(subscriber, snapshot));
        return subscriber;
    }

    /// Someone who was in the room before its first event.
    private RecordingSubscriber member(Person person, long cursor) {
        members.put(person.id(), 1L);
        return connect(person, cursor);
    }

    private Event append(EventKind kind, Person person) {
        long seq = log.size() + 1L;
        Person about = kind == EventKind.MESSAGE ? null : person;
        String text = kind == EventKind.MESSAGE ? "hi" : null;
        Event event = new Event(HALLWAY, seq, kind, Instant.EPOCH, person, new Ref("r-" + seq), text, about, null);
        log.add(event);
        if (kind == EventKind.MEMBER_JOINED) {
            members.put(person.id(), seq);
        } else if (kind != EventKind.MESSAGE) {
            members.remove(person.id());
        }
        return event;
    }

    private void publish(List<Event> events) {
        shard.publish(encoded(events));
    }

    private EncodedBatch encoded(List<Event> events) {
        EncodedBatch batch = EncodedBatch.of(
                EncodedEvents.of(new CommittedBatch(HALLWAY, events)), UnpooledByteBufAllocator.DEFAULT);
        buffers.add(batch);
        return batch;
    }

    private void readLater(RoomId room, long from, Consumer<@Nullable EncodedBatch> done) {
        reads.add(() -> {
            List<Event> page = List.copyOf(log.subList((int) Math.min(log.size(), from - 1), log.size()));
            List<Event> some = page.subList(0, Math.min(page.size(), 7));
            done.accept(some.isEmpty() ? null : encoded(some));
        });
    }

    private void step(Random random) {
        if (!reads.isEmpty() && random.nextBoolean()) {
            reads.remove(random.nextInt(reads.size())).run();
        } else if (!loop.isEmpty()) {
            loop.poll().run();
        }
    }

    private void settle(Random random) {
        while (!loop.isEmpty() || !reads.isEmpty()) {
            step(random);
        }
    }

    /// What the law says that a connection sees which had everything up to `cursor` when it came.
    private List<Long> visible(UserId user, long cursor) {
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

    private static List<Long> seqs(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void aSignalReachesWhoeverWasToldWhatItBuildsOnButForTheOneWhoGaveIt() {
        RecordingSubscriber ana = member(ANA, 0);
        RecordingSubscriber bo = member(BO, 0);
        RecordingSubscriber cy = member(CY, 0);
        settle(new Random(1));
        shard.listen(ana, HALLWAY, frame(6));
        shard.listen(bo, HALLWAY, frame(6));
        ByteBuf signal = frame(7);
        shard.signal(HALLWAY, BO.id(), signal);
        assertThat(ana.received()).containsExactly(6L, 7L);
        assertThat(bo.received()).containsExactly(6L);
        assertThat(cy.received()).isEmpty();
        assertThat(signal.refCnt()).isZero();
    }

    @Test
    void whoMissedASignalGetsNoneUntilHeWasToldAnewAndAsksOnceHeTakesMore() {
        RecordingSubscriber bo = member(BO, 0);
        settle(new Random(1));
        assertThat(bo.asking()).containsExactly(HALLWAY);
        shard.listen(bo, HALLWAY, frame(6));
        bo.writable(false);
        shard.signal(HALLWAY, null, frame(7));
        bo.writable(true);
        shard.signal(HALLWAY, null, frame(8));
        assertThat(bo.received()).containsExactly(6L);
        shard.drained(bo);
        shard.drained(bo);
        assertThat(bo.asking()).containsExactly(HALLWAY, HALLWAY);
        shard.listen(bo, HALLWAY, frame(9));
        shard.signal(HALLWAY, null, frame(10));
        assertThat(bo.received()).containsExactly(6L, 9L, 10L);
    }

    @Test
    void whoCannotTakeWhatSignalsBuildOnAsksForItAgain() {
        RecordingSubscriber bo = member(BO, 0);
        settle(new Random(1));
        bo.writable(false);
        ByteBuf first = frame(6);
        shard.listen(bo, HALLWAY, first);
        assertThat(first.refCnt()).isZero();
        bo.writable(true);
        shard.drained(bo);
        assertThat(bo.received()).isEmpty();
        assertThat(bo.asking()).containsExactly(HALLWAY, HALLWAY);
    }

    private static ByteBuf frame(int number) {
        return Frames.text(("{\"seq\":" + number + "}").getBytes(UTF_8), UnpooledByteBufAllocator.DEFAULT);
    }
}
