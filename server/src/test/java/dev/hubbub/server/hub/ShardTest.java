package dev.hubbub.server.hub;

import static dev.hubbub.server.hub.SteppedHallway.ANA;
import static dev.hubbub.server.hub.SteppedHallway.BO;
import static dev.hubbub.server.hub.SteppedHallway.CY;
import static dev.hubbub.server.hub.SteppedHallway.HALLWAY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.EventKind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// One thing at a time; [ShardLawTest] does all of them in any order.
class ShardTest {
    private static final int SMALL = 2_000;

    private final SteppedHallway hallway = new SteppedHallway(new Audiences(SMALL, RoomInterest.NONE));
    private final Shard shard = hallway.shard();

    @AfterEach
    void forget() {
        shard.forget();
    }

    @Test
    void whatWasPostedWhileTheLoopWasBusyIsFlushedOnce() {
        RecordingSubscriber ana = hallway.member(ANA, 0);
        hallway.settle(new Random(1));
        int before = ana.flushes();
        for (int i = 0; i < 10; i++) {
            hallway.append(EventKind.MESSAGE, ANA);
            hallway.publish();
        }
        hallway.settle(new Random(1));
        assertThat(ana.received()).hasSize(10);
        assertThat(ana.flushes() - before).isEqualTo(1);
    }

    @Test
    void aSlowReaderGetsNothingLiveAndEverythingOnceItDrains() {
        RecordingSubscriber ana = hallway.member(ANA, 0);
        hallway.settle(new Random(1));
        ana.writable(false);
        for (int i = 0; i < 100; i++) {
            hallway.append(EventKind.MESSAGE, BO);
            hallway.publish();
        }
        hallway.settle(new Random(1));
        assertThat(ana.received()).isEmpty();
        ana.writable(true);
        shard.drained(ana);
        hallway.settle(new Random(1));
        assertThat(ana.received()).containsExactlyElementsOf(seqs(1, 100));
    }

    @Test
    void aConnectionThatDrainsWhileItIsFlushedIsFedOnTheSpotAndHarmsNobody() {
        RecordingSubscriber ana = hallway.member(ANA, 0);
        RecordingSubscriber bo = hallway.member(BO, 0);
        hallway.settle(new Random(1));
        RecordingSubscriber cy = hallway.member(CY, 0);
        cy.writable(false);
        hallway.settle(new Random(1));
        ana.onFlush(() -> {
            cy.writable(true);
            shard.drained(cy);
        });
        hallway.append(EventKind.MESSAGE, ANA);
        hallway.append(EventKind.MESSAGE, ANA);
        hallway.publish();
        hallway.settle(new Random(1));
        for (RecordingSubscriber subscriber : List.of(ana, bo, cy)) {
            assertThat(subscriber.received()).containsExactly(1L, 2L);
        }
    }

    @Test
    void whatIsPublishedWhileTheLastOnesAreFlushedComesToo() {
        RecordingSubscriber ana = hallway.member(ANA, 0);
        hallway.settle(new Random(1));
        hallway.append(EventKind.MESSAGE, BO);
        hallway.append(EventKind.MESSAGE, BO);
        ana.onFlush(() -> {
            if (hallway.published() < hallway.head()) {
                hallway.publish();
            }
        });
        hallway.publish(1);
        hallway.settle(new Random(1));
        assertThat(ana.received()).containsExactly(1L, 2L);
    }

    @Test
    void whoIsBelowWhereTheLogIsSaidToReachReadsItAndGoesOnLive() {
        RecordingSubscriber ana = hallway.member(ANA, 0);
        hallway.settle(new Random(1));
        hallway.append(EventKind.MESSAGE, BO);
        hallway.append(EventKind.MESSAGE, BO);
        shard.reached(HALLWAY, 2);
        hallway.settle(new Random(1));
        assertThat(ana.received()).containsExactly(1L, 2L);
        hallway.append(EventKind.MESSAGE, BO);
        hallway.publish();
        hallway.settle(new Random(1));
        assertThat(ana.received()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whereTheLogIsSaidToReachBetweenTheSnapshotAndTheWelcomeIsNotOverlookedThoughNobodyElseIsIn() {
        hallway.append(EventKind.MESSAGE, BO);
        RecordingSubscriber ana = hallway.member(ANA, 1);
        hallway.append(EventKind.MESSAGE, BO);
        shard.reached(HALLWAY, 2);
        openLast();
        hallway.settle(new Random(1));
        assertThat(ana.received()).containsExactly(2L);
    }

    @Test
    void aLeavingThatIsPublishedAfterTheHintOfALaterJoinDoesNotUndoIt() {
        hallway.append(EventKind.MEMBER_JOINED, BO);
        hallway.append(EventKind.MEMBER_LEFT, BO);
        RecordingSubscriber bo = hallway.connect(BO, 2);
        hallway.append(EventKind.MEMBER_JOINED, BO);
        shard.joined(BO.id(), HALLWAY, 3);
        hallway.publish(2);
        openLast();
        hallway.settle(new Random(1));
        assertThat(bo.received()).containsExactly(3L);
    }

    @Test
    void aHintOfAJoinBeforeALeavingThatWasSeenIsNoNews() {
        hallway.append(EventKind.MEMBER_JOINED, BO);
        hallway.append(EventKind.MEMBER_LEFT, BO);
        RecordingSubscriber bo = hallway.connect(BO, 2);
        hallway.publish();
        shard.joined(BO.id(), HALLWAY, 1);
        openLast();
        hallway.settle(new Random(1));
        assertThat(bo.received()).isEmpty();
        shard.joined(BO.id(), HALLWAY, 1);
        hallway.settle(new Random(1));
        assertThat(bo.received()).isEmpty();
    }

    @Test
    void aLateWordOfAStayThatIsOverLetsNobodyInWhoCameAfterIt() {
        RecordingSubscriber bo = boAfterHisStay();
        shard.joined(BO.id(), HALLWAY, 1);
        hallway.settle(new Random(1));
        assertThat(bo.received()).isEmpty();
        assertThat(bo.entered()).isEmpty();
    }

    @Test
    void norDoesALateBatch() {
        RecordingSubscriber bo = boAfterHisStay();
        hallway.publish(hallway.events(1, 2));
        hallway.settle(new Random(1));
        shard.reached(HALLWAY, 3);
        hallway.publish(hallway.events(1, 3));
        hallway.settle(new Random(1));
        assertThat(bo.received()).isEmpty();
        assertThat(bo.entered()).isEmpty();
    }

    /// The node committed it, and came to a halt before it said so.
    @Test
    void norDoesWhatThisNodeItselfCommittedBeforeHeCame() {
        RecordingSubscriber bo = boAfterHisStay();
        hallway.publish();
        hallway.settle(new Random(1));
        assertThat(bo.received()).isEmpty();
        assertThat(bo.entered()).isEmpty();
    }

    @Test
    void norDoesAWordThatIsTrueUntilTheSnapshotIsRead() {
        hallway.append(EventKind.MEMBER_JOINED, BO);
        RecordingSubscriber bo = hallway.connectSlowly(BO, 1, _ -> {});
        shard.joined(BO.id(), HALLWAY, 1);
        while (!hallway.loop().isEmpty()) {
            hallway.loop().poll().run();
        }
        hallway.append(EventKind.MEMBER_LEFT, BO);
        hallway.settle(new Random(1));
        assertThat(bo.received()).isEmpty();
        assertThat(bo.entered()).isEmpty();
    }

    @Test
    void onlyTheWordOfAStayThatGoesOnLetsHimIn() {
        RecordingSubscriber bo = boAfterHisStay();
        hallway.append(EventKind.MEMBER_JOINED, BO);
        hallway.append(EventKind.MESSAGE, ANA);
        shard.joined(BO.id(), HALLWAY, 1);
        hallway.settle(new Random(1));
        assertThat(bo.received()).isEmpty();
        shard.joined(BO.id(), HALLWAY, 4);
        hallway.settle(new Random(1));
        assertThat(bo.received()).containsExactly(4L, 5L);
        assertThat(bo.entered()).containsExactly(HALLWAY);
    }

    /// He saw it on another connection, and so on another node.
    private RecordingSubscriber boAfterHisStay() {
        hallway.append(EventKind.MEMBER_JOINED, BO);
        hallway.append(EventKind.MESSAGE, ANA);
        hallway.append(EventKind.MEMBER_LEFT, BO);
        RecordingSubscriber bo = hallway.connect(BO, 3);
        hallway.settle(new Random(1));
        return bo;
    }

    @Test
    void aJoinThatNobodyPublishesIsReadFromTheLogThoughTheRoomWasDesertedForLong() {
        RecordingSubscriber ana = hallway.member(ANA, 0);
        hallway.append(EventKind.MESSAGE, ANA);
        hallway.publish();
        hallway.settle(new Random(1));
        shard.unregister(ana);
        RecordingSubscriber bo = hallway.connect(BO, 1);
        hallway.settle(new Random(1));
        hallway.append(EventKind.MESSAGE, ANA);
        hallway.append(EventKind.MEMBER_JOINED, BO);
        hallway.append(EventKind.MESSAGE, ANA);
        shard.joined(BO.id(), HALLWAY, 3);
        shard.joined(BO.id(), HALLWAY, 3);
        hallway.settle(new Random(1));
        assertThat(bo.received()).containsExactly(3L, 4L);
        assertThat(bo.entered()).containsExactly(HALLWAY);
    }

    @Test
    void whatAnotherTimelineReleasesAgainIsOldAndEndsNothing() {
        hallway.append(EventKind.MESSAGE, ANA);
        RecordingSubscriber bo = hallway.member(BO, 1);
        hallway.settle(new Random(1));
        bo.writable(false);
        hallway.append(EventKind.MEMBER_LEFT, BO);
        hallway.append(EventKind.MEMBER_JOINED, BO);
        hallway.append(EventKind.MESSAGE, ANA);
        shard.reached(HALLWAY, 4);
        hallway.publish(hallway.events(1, 2));
        hallway.settle(new Random(1));
        bo.writable(true);
        shard.drained(bo);
        hallway.settle(new Random(1));
        assertThat(bo.received()).containsExactly(2L, 3L, 4L);
        assertThat(shard.isSubscribed(bo, HALLWAY)).isTrue();
    }

    /// What the shard was told first, then the welcome.
    private void openLast() {
        hallway.loop().addLast(hallway.loop().pollFirst());
    }

    @Test
    void aRemovedMemberGetsHisRemovalAndNothingAfterIt() {
        RecordingSubscriber bo = hallway.member(BO, 0);
        hallway.settle(new Random(1));
        hallway.append(EventKind.MESSAGE, ANA);
        hallway.append(EventKind.MEMBER_REMOVED, BO);
        hallway.append(EventKind.MESSAGE, ANA);
        hallway.publish();
        hallway.settle(new Random(1));
        assertThat(bo.received()).containsExactly(1L, 2L);
    }

    @Test
    void someoneWhoJoinsGetsHisJoinAndNothingFromBefore() {
        RecordingSubscriber bo = hallway.connect(BO, 0);
        RecordingSubscriber ana = hallway.member(ANA, 0);
        hallway.settle(new Random(1));
        hallway.append(EventKind.MESSAGE, ANA);
        hallway.append(EventKind.MEMBER_JOINED, BO);
        hallway.append(EventKind.MESSAGE, ANA);
        hallway.publish();
        hallway.settle(new Random(1));
        assertThat(bo.received()).containsExactly(2L, 3L);
        assertThat(ana.received()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whoSeesLateThatHeLeftAndCameBackIsToldThatHeIsIn() {
        RecordingSubscriber bo = hallway.member(BO, 0);
        hallway.settle(new Random(1));
        bo.writable(false);
        hallway.append(EventKind.MEMBER_LEFT, BO);
        hallway.publish();
        hallway.append(EventKind.MESSAGE, ANA);
        hallway.append(EventKind.MEMBER_JOINED, BO);
        hallway.publish();
        hallway.settle(new Random(1));
        assertThat(bo.entered()).isEmpty();
        bo.writable(true);
        shard.drained(bo);
        hallway.settle(new Random(1));
        assertThat(bo.received()).containsExactly(1L, 3L);
        assertThat(bo.entered()).containsExactly(HALLWAY);
    }

    @Test
    void whoComesBackToWhatWasPostedMeanwhileIsServedWithoutTheLog() {
        RecordingSubscriber first = hallway.member(ANA, 0);
        hallway.settle(new Random(1));
        hallway.append(EventKind.MESSAGE, BO);
        hallway.publish();
        hallway.settle(new Random(1));
        shard.unregister(first);
        hallway.append(EventKind.MESSAGE, BO);
        hallway.append(EventKind.MESSAGE, BO);
        hallway.publish();
        hallway.settle(new Random(1));
        RecordingSubscriber again = hallway.connect(ANA, 1);
        hallway.loop().poll().run();
        assertThat(again.received()).containsExactly(2L, 3L);
        assertThat(hallway.reads()).isEmpty();
        hallway.append(EventKind.MESSAGE, BO);
        hallway.publish();
        hallway.settle(new Random(1));
        assertThat(again.received()).containsExactly(2L, 3L, 4L);
    }

    @Test
    void whoHasAllThatTheSnapshotShowsIsLiveAtOnce() {
        hallway.append(EventKind.MESSAGE, BO);
        RecordingSubscriber ana = hallway.member(ANA, 1);
        hallway.loop().poll().run();
        assertThat(hallway.reads()).isEmpty();
        hallway.append(EventKind.MESSAGE, BO);
        hallway.publish();
        hallway.settle(new Random(1));
        assertThat(ana.received()).containsExactly(2L);
    }

    @Test
    void whatIsPostedBetweenTheSnapshotAndTheWelcomeComesThoughNobodyElseIsIn() {
        RecordingSubscriber ana = hallway.member(ANA, 0);
        hallway.append(EventKind.MESSAGE, BO);
        hallway.publish();
        // The batch first, then the welcome.
        hallway.loop().addLast(hallway.loop().pollFirst());
        hallway.settle(new Random(1));
        assertThat(ana.received()).containsExactly(1L);
    }

    @Test
    void allWhoWantTheSamePageOfTheLogGetItByOneReading() {
        hallway.append(EventKind.MESSAGE, BO);
        hallway.append(EventKind.MESSAGE, BO);
        List<RecordingSubscriber> all = List.of(hallway.member(ANA, 0), hallway.member(BO, 0), hallway.member(CY, 0));
        while (!hallway.loop().isEmpty()) {
            hallway.loop().poll().run();
        }
        assertThat(hallway.reads()).hasSize(1);
        hallway.settle(new Random(1));
        RecordingSubscriber late = hallway.connect(ANA, 1);
        hallway.loop().poll().run();
        assertThat(all).allSatisfy(one -> assertThat(one.received()).containsExactly(1L, 2L));
        assertThat(late.received()).containsExactly(2L);
        assertThat(hallway.reads()).isEmpty();
    }

    private static List<Long> seqs(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void aSignalReachesWhoeverWasToldWhatItBuildsOnButForTheOneWhoGaveIt() {
        RecordingSubscriber ana = hallway.member(ANA, 0);
        RecordingSubscriber bo = hallway.member(BO, 0);
        RecordingSubscriber cy = hallway.member(CY, 0);
        hallway.settle(new Random(1));
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
        RecordingSubscriber bo = hallway.member(BO, 0);
        hallway.settle(new Random(1));
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
        RecordingSubscriber bo = hallway.member(BO, 0);
        hallway.settle(new Random(1));
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
