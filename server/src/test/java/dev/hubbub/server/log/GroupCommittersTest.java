package dev.hubbub.server.log;

import static dev.hubbub.server.log.LogFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.server.db.Room;
import dev.hubbub.server.db.RoomTable;
import dev.hubbub.server.db.Snapshots;
import dev.hubbub.server.log.AppendResult.AlreadyCommitted;
import dev.hubbub.server.log.AppendResult.Busy;
import dev.hubbub.server.log.AppendResult.Committed;
import dev.hubbub.server.log.AppendResult.Refused;
import dev.hubbub.server.log.AppendResult.Unchanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
final class GroupCommittersTest {
    private static LogFixture fixture;
    private static Person ana;
    private static Person bo;
    private static Person cy;

    @BeforeAll
    static void open() {
        fixture = new LogFixture(new GroupCommitConfig(2, 1_000, 20_000, 1_000, Duration.ofSeconds(5)));
        ana = fixture.ana;
        bo = fixture.bo;
        cy = fixture.cy;
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void aPostStandsInTheLogAsItWasDelivered() {
        var room = fixture.room("as delivered", ana);
        fixture.now(post(ana, room, "hi \uD83D\uDC4B"));

        var stored = fixture.log.range(room, 1, 10);
        assertThat(stored).extracting(Event::kind).containsExactly(EventKind.MEMBER_JOINED, EventKind.MESSAGE);
        assertThat(delivered(room)).isEqualTo(stored);
    }

    @Test
    void eachBatchTellsAMomentAtWhichNoneOfItWasInTheLogYet() {
        long before = System.nanoTime();
        var room = fixture.room("moments", ana, bo);
        long after = System.nanoTime();
        assertThat(fixture.delivered)
                .filteredOn(batch -> batch.room().equals(room))
                .hasSize(2)
                .allSatisfy(batch -> assertThat(batch.unwrittenAt()).isBetween(before, after));
    }

    @Test
    void seqsHaveNoGapsHoweverManyCommittersWriteAtOnce() {
        var room = fixture.room("crowded", ana, bo);
        var results = new ArrayList<CompletableFuture<AppendResult>>();
        try (var other =
                new GroupCommitters(fixture.database, GroupCommitConfig.defaults(), _ -> {}, LogFixture.meter())) {
            for (int i = 0; i < 500; i++) {
                results.add(fixture.append(post(ana, room, "here " + i)));
                results.add(LogFixture.append(other, post(bo, room, "there " + i)));
                results.add(LogFixture.append(other, post(bo, Room.GLOBAL, "everywhere " + i)));
                results.add(fixture.append(post(ana, Room.GLOBAL, "everywhere too " + i)));
            }
            assertThat(results).allSatisfy(result -> assertThat(result.join()).isInstanceOf(Committed.class));
        }
        assertGapFree(room, 1_002);
        assertGapFree(Room.GLOBAL, (int) fixture.lastSeq(Room.GLOBAL));
    }

    @Test
    void aRepeatGetsTheFirstAnswer() {
        var room = fixture.room("repeats", ana);
        var post = post(ana, room, "once");
        var first = (Committed) fixture.now(post);

        assertThat(fixture.now(post)).isEqualTo(new AlreadyCommitted(room, first.seq(), first.at()));
        assertThat(fixture.lastSeq(room)).isEqualTo(first.seq());
    }

    @Test
    void repeatsWithinOneBatchAreStoredOnce() {
        var room = fixture.room("repeats at once", ana);
        var post = post(ana, room, "once");
        var results = together(List.of(post, post, post));

        assertThat(results.getFirst()).isInstanceOf(Committed.class);
        assertThat(results.subList(1, 3))
                .allSatisfy(result -> assertThat(result).isInstanceOf(AlreadyCommitted.class));
        assertThat(fixture.lastSeq(room)).isEqualTo(2);
    }

    @Test
    void aRetryInAnotherRoomGetsTheFirstAnswer() {
        var here = fixture.room("first try", ana);
        var there = fixture.room("second try", ana);
        var ref = Ref.next();
        fixture.now(new Draft.Post(ref, ana, here, "hi"));

        assertThat(fixture.now(new Draft.Post(ref, ana, there, "hi")))
                .asInstanceOf(InstanceOfAssertFactories.type(AlreadyCommitted.class))
                .returns(here, AlreadyCommitted::room)
                .returns(2L, AlreadyCommitted::seq);
    }

    @Test
    void oneRefSentToManyRoomsOnManyNodesAtOnceIsStoredOnce() {
        var rooms = List.of(fixture.room("race 1", ana), fixture.room("race 2", ana), fixture.room("race 3", ana));
        try (var other =
                new GroupCommitters(fixture.database, GroupCommitConfig.defaults(), _ -> {}, LogFixture.meter())) {
            for (int i = 0; i < 50; i++) {
                var ref = Ref.next();
                var results = new ArrayList<CompletableFuture<AppendResult>>();
                for (var room : rooms) {
                    results.add(fixture.append(new Draft.Post(ref, ana, room, "hi")));
                    results.add(LogFixture.append(other, new Draft.Post(ref, ana, room, "hi")));
                }
                var answers = results.stream().map(CompletableFuture::join).toList();
                assertThat(answers).filteredOn(Committed.class::isInstance).hasSize(1);
                assertThat(answers)
                        .filteredOn(AlreadyCommitted.class::isInstance)
                        .hasSize(5);
            }
        }
    }

    @Test
    void theSameRefForAnotherKindOfCommandIsRefused() {
        var room = fixture.room("refs", ana, bo);
        var ref = Ref.next();
        fixture.now(new Draft.Post(ref, bo, room, "hi"));

        assertThat(fixture.now(new Draft.Leave(ref, bo, room))).isEqualTo(Refusals.REF_REUSED);
    }

    @Test
    void aPostAfterARemovalIsRefusedEvenInTheSameBatch() {
        var room = fixture.room("removal", ana, bo);
        var results = together(List.of(
                post(bo, room, "still here"), new Draft.Remove(Ref.next(), ana, room, bo), post(bo, room, "ghost")));

        assertThat(results.getLast()).isEqualTo(Refusals.NOT_A_MEMBER);
        assertThat(fixture.log.range(room, 1, 10)).extracting(Event::text).doesNotContain("ghost");
        assertThat(new RoomTable(fixture.database).membership(bo.id(), room)).isEmpty();
    }

    @Test
    void aRoomCanBeMadeJoinedPostedInAndDeletedInOneBatch() {
        var create = fixture.publicRoom(ana, "all at once");
        var room = create.room();
        var results = together(List.of(
                create,
                new Draft.Join(Ref.next(), bo, room, null),
                post(bo, room, "quick"),
                new Draft.Delete(Ref.next(), ana, room),
                post(bo, room, "too late"),
                fixture.publicRoom(bo, "all at once")));

        assertThat(results.subList(0, 4))
                .allSatisfy(result -> assertThat(result).isInstanceOf(Committed.class));
        assertThat(results.get(4)).isEqualTo(Refusals.NO_SUCH_ROOM);
        assertThat(results.get(5)).isInstanceOf(Committed.class);
        assertGapFree(room, 4);
    }

    @Test
    void whoLeavesAndComesBackInOneBatchIsAMemberSinceTheLastJoin() {
        var room = fixture.room("door", ana, bo);
        together(List.of(new Draft.Leave(Ref.next(), bo, room), new Draft.Join(Ref.next(), bo, room, null)));

        assertThat(new RoomTable(fixture.database).membership(bo.id(), room))
                .hasValueSatisfying(member -> assertThat(member.joinedSeq()).isEqualTo(4));
    }

    @Test
    void aTakenNameIsRefused() {
        fixture.room("Taken Name", ana);

        assertThat(fixture.now(fixture.publicRoom(bo, "taken name"))).isEqualTo(Refusals.NAME_TAKEN);
        var other = fixture.room("other name", bo);
        assertThat(fixture.now(new Draft.Rename(Ref.next(), bo, other, "TAKEN NAME")))
                .isEqualTo(Refusals.NAME_TAKEN);
    }

    @Test
    void hiddenRoomsMayShareANameAndAnswerStrangersAsIfTheyDidNotExist() {
        var hidden = fixture.create(ana, "same", RoomKind.PRIVATE, false, "hash", 0);
        fixture.now(hidden);
        assertThat(fixture.now(fixture.create(bo, "same", RoomKind.PRIVATE, false, "hash", 0)))
                .isInstanceOf(Committed.class);

        assertThat(fixture.now(post(bo, hidden.room(), "hi"))).isEqualTo(Refusals.NO_SUCH_ROOM);
        assertThat(fixture.now(new Draft.Join(Ref.next(), bo, hidden.room(), "wrong")))
                .isEqualTo(Refusals.NO_SUCH_ROOM);
        assertThat(fixture.now(new Draft.Join(Ref.next(), bo, hidden.room(), "hash")))
                .isInstanceOf(Committed.class);
    }

    @Test
    void aFullRoomTakesNobodyEvenWithinOneBatch() {
        var create = fixture.create(ana, "full", RoomKind.PUBLIC, true, null, 2);
        fixture.now(create);
        var results = together(List.of(
                new Draft.Join(Ref.next(), bo, create.room(), null),
                new Draft.Join(Ref.next(), cy, create.room(), null)));

        assertThat(results.getFirst()).isInstanceOf(Committed.class);
        assertThat(results.getLast()).isEqualTo(Refusals.ROOM_FULL);
    }

    @Test
    void onlyTheOwnerRenamesRemovesAndDeletes() {
        var room = fixture.room("owned", ana, bo);

        assertThat(fixture.now(new Draft.Rename(Ref.next(), bo, room, "mine"))).isEqualTo(Refusals.NOT_THE_OWNER);
        assertThat(fixture.now(new Draft.SetTopic(Ref.next(), bo, room, "mine")))
                .isEqualTo(Refusals.NOT_THE_OWNER);
        assertThat(fixture.now(new Draft.Remove(Ref.next(), bo, room, ana))).isEqualTo(Refusals.NOT_THE_OWNER);
        assertThat(fixture.now(new Draft.Delete(Ref.next(), bo, room))).isEqualTo(Refusals.NOT_THE_OWNER);
        assertThat(fixture.now(new Draft.Leave(Ref.next(), ana, room))).isEqualTo(Refusals.OWNER_STAYS);
    }

    @Test
    void theGlobalRoomCannotBeLeftRenamedOrDeleted() {
        assertThat(fixture.now(new Draft.Leave(Ref.next(), ana, Room.GLOBAL))).isEqualTo(Refusals.GLOBAL_ROOM);
        assertThat(fixture.now(new Draft.Rename(Ref.next(), ana, Room.GLOBAL, "x")))
                .isEqualTo(Refusals.GLOBAL_ROOM);
        assertThat(fixture.now(new Draft.SetTopic(Ref.next(), ana, Room.GLOBAL, "x")))
                .isEqualTo(Refusals.GLOBAL_ROOM);
        assertThat(fixture.now(new Draft.Delete(Ref.next(), ana, Room.GLOBAL))).isEqualTo(Refusals.GLOBAL_ROOM);
        assertThat(fixture.now(new Draft.Join(Ref.next(), ana, Room.GLOBAL, null)))
                .isInstanceOf(Unchanged.class);
    }

    @Test
    void aBatchThatMakesARoomAndSetsItsTopicKeepsBoth() {
        var create = fixture.publicRoom(ana, "at once");
        together(List.of(
                create,
                new Draft.SetTopic(Ref.next(), ana, create.room(), "first"),
                new Draft.SetTopic(Ref.next(), ana, create.room(), "second")));

        assertThat(new Snapshots(fixture.database)
                        .load(ana.id(), create.room())
                        .map(room -> room.state().topic()))
                .contains("second");
    }

    @Test
    void oneBadDraftDoesNotFailItsNeighbours() {
        var room = fixture.room("neighbours", ana);
        var drafts = new ArrayList<Draft>();
        for (int i = 0; i < 20; i++) {
            drafts.add(post(ana, room, i == 13 ? "nul \0 nul" : "fine"));
        }
        var results = together(drafts);

        assertThat(results.get(13)).isInstanceOf(Refused.class).isEqualTo(Refusals.INTERNAL);
        assertThat(results).filteredOn(Committed.class::isInstance).hasSize(19);
        assertGapFree(room, 20);
    }

    @Test
    void aFullQueueAnswersAtOnce() throws Exception {
        var stuck = new CountDownLatch(1);
        var config = new GroupCommitConfig(1, 1, 2, 10, Duration.ofSeconds(5));
        try (var slow = new GroupCommitters(fixture.database, config, _ -> await(stuck), LogFixture.meter())) {
            var results = new ArrayList<CompletableFuture<AppendResult>>();
            for (int i = 0; i < 10; i++) {
                results.add(LogFixture.append(slow, post(ana, Room.GLOBAL, "x")));
            }
            assertThat(results.getLast())
                    .isCompletedWithValueMatching(
                            answer -> answer instanceof Busy busy && busy.code() == ErrorCode.OVERLOADED);
            stuck.countDown();
        }
    }

    @Test
    void closingCommitsWhatHadQueued() {
        var room = fixture.room("closing", ana);
        var results = new ArrayList<CompletableFuture<AppendResult>>();
        try (var closing =
                new GroupCommitters(fixture.database, GroupCommitConfig.defaults(), _ -> {}, LogFixture.meter())) {
            for (int i = 0; i < 100; i++) {
                results.add(LogFixture.append(closing, post(ana, room, "x")));
            }
        }
        assertThat(results)
                .allSatisfy(result -> assertThat(result).isCompletedWithValueMatching(Committed.class::isInstance));
    }

    /// Makes one batch of `drafts`, by queueing them while the committer is busy delivering another event.
    private static List<AppendResult> together(List<Draft> drafts) {
        var busy = new CountDownLatch(1);
        var queued = new CountDownLatch(1);
        try (var committers = new GroupCommitters(
                fixture.database,
                GroupCommitConfig.defaults(),
                _ -> {
                    busy.countDown();
                    await(queued);
                },
                LogFixture.meter())) {
            var _ = LogFixture.append(committers, post(ana, Room.GLOBAL, "keeps it busy"));
            await(busy);
            var results = drafts.stream()
                    .map(draft -> LogFixture.append(committers, draft))
                    .toList();
            queued.countDown();
            return results.stream().map(CompletableFuture::join).toList();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Event> delivered(RoomId room) {
        return fixture.delivered.stream()
                .filter(batch -> batch.room().equals(room))
                .flatMap(batch -> batch.events().stream())
                .toList();
    }

    private static void assertGapFree(RoomId room, int count) {
        var events = fixture.log.range(room, 1, count + 1);
        assertThat(events)
                .extracting(Event::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, count).boxed().toList());
        assertThat(events).isSortedAccordingTo(java.util.Comparator.comparing(Event::at));
    }
}
