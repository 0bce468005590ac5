package dev.hubbub.server.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PresenceTest {
    private static final Duration FLUSH = Duration.ofMillis(200);
    private static final Duration GRACE = PresenceConfig.defaults().grace();
    private static final RoomId EVERYBODY = new RoomId(1);
    private static final RoomId HALLWAY = new RoomId(11);
    private static final RoomId DESIGN = new RoomId(12);
    private static final Person ANA = new Person(new UserId(1), "ana");
    private static final Person BO = new Person(new UserId(2), "bo");

    private final ManualLoop loop = new ManualLoop();
    private final RecordingRoom hallway = new RecordingRoom(HALLWAY);
    private final Presence presence = new Presence(loop, PresenceConfig.defaults(), hallway, EVERYBODY::equals);
    private final List<Visit> visits = new ArrayList<>();

    @Test
    void aRoomIsToldWhoCame() {
        connect(ANA, HALLWAY);
        connect(BO, DESIGN);
        loop.advance(FLUSH);
        assertThat(hallway.drain()).containsExactly(diff(List.of(ANA), List.of()));
    }

    @Test
    void aUserIsOnlineUntilHisLastConnectionIsGoneForTheGraceTime() {
        Visit first = connect(ANA, HALLWAY);
        Visit second = connect(ANA, HALLWAY);
        loop.advance(FLUSH);
        hallway.drain();
        first.end();
        loop.advance(GRACE.plus(FLUSH));
        assertThat(hallway.drain()).isEmpty();
        second.end();
        loop.advance(GRACE.minusMillis(1));
        assertThat(hallway.drain()).isEmpty();
        loop.advance(FLUSH);
        assertThat(hallway.drain()).containsExactly(diff(List.of(), List.of(ANA)));
    }

    @Test
    void whoComesBackWithinTheGraceTimeIsNotMentioned() {
        connect(ANA, HALLWAY).end();
        loop.advance(FLUSH);
        hallway.drain();
        loop.advance(GRACE.minus(FLUSH).minusMillis(1));
        connect(ANA, HALLWAY);
        loop.advance(GRACE.plus(FLUSH));
        assertThat(hallway.drain()).isEmpty();
    }

    @Test
    void aConnectionThatFailsEarlyDoesNotCutTheGraceTimeShort() {
        connect(ANA, HALLWAY).end();
        loop.advance(FLUSH);
        hallway.drain();
        presence.visit(ANA).end();
        loop.advance(FLUSH);
        assertThat(hallway.drain()).isEmpty();
    }

    @Test
    void whoComesBackIsOnlineOnlyWhereHeStillIs() {
        connect(ANA, HALLWAY).end();
        loop.advance(FLUSH);
        hallway.drain();
        connect(ANA, DESIGN);
        loop.advance(FLUSH);
        assertThat(hallway.drain()).containsExactly(diff(List.of(), List.of(ANA)));
    }

    @Test
    void whoLeavesDoesNotStayForTheConnectionThatHeJustClosed() {
        Visit stays = connect(ANA, HALLWAY);
        connect(ANA, HALLWAY).end();
        loop.advance(FLUSH);
        hallway.drain();
        stays.leave(HALLWAY);
        loop.advance(FLUSH);
        assertThat(hallway.drain()).containsExactly(diff(List.of(), List.of(ANA)));
    }

    @Test
    void aSnapshotTakenWhileSomeoneIsAwayForAMomentStillHoldsHim() {
        Visit ana = connect(ANA, HALLWAY);
        loop.advance(FLUSH);
        ana.end();
        presence.snapshot(HALLWAY, hallway::take);
        connect(ANA, HALLWAY);
        loop.advance(FLUSH);
        assertThat(hallway.online()).containsExactly(ANA);
    }

    @Test
    void whoLeavesTheRoomIsNoLongerOnlineThere() {
        Visit ana = connect(ANA);
        ana.enter(Set.of(HALLWAY));
        ana.enter(Set.of(HALLWAY));
        loop.advance(FLUSH);
        ana.leave(HALLWAY);
        ana.leave(HALLWAY);
        loop.advance(FLUSH);
        assertThat(hallway.drain()).containsExactly(diff(List.of(ANA), List.of()), diff(List.of(), List.of(ANA)));
    }

    @Test
    void itCanBeAskedWhoOfSomeIsOnline() {
        connect(ANA, HALLWAY);
        connect(BO, DESIGN);
        assertThat(presence.online(HALLWAY, Set.of(ANA.id(), BO.id()))).isCompletedWithValue(Set.of(ANA.id()));
        assertThat(presence.online(new RoomId(13), Set.of(ANA.id()))).isCompletedWithValue(Set.of());
    }

    @Test
    void aRoomThatEverybodyIsInGetsNumbersOnly() {
        RecordingRoom everybody = new RecordingRoom(EVERYBODY);
        Presence counting = new Presence(loop, PresenceConfig.defaults(), everybody, EVERYBODY::equals);
        counting.snapshot(EVERYBODY, everybody::take);
        assertThat(everybody.isListed()).isFalse();
        counting.visit(ANA).enter(Set.of(EVERYBODY));
        loop.advance(FLUSH);
        assertThat(everybody.drain())
                .containsExactly(new ServerMessage.Presence(EVERYBODY, null, List.of(), List.of(), 1));
    }

    @Test
    void aCrowdedRoomGetsItsNumberOnceASecond() {
        crowd(1, 101);
        loop.advance(FLUSH);
        assertThat(hallway.drain()).containsExactly(count(101));
        crowd(102, 150);
        loop.advance(Duration.ofMillis(800));
        assertThat(hallway.drain()).isEmpty();
        loop.advance(FLUSH);
        assertThat(hallway.drain()).containsExactly(count(150));
    }

    @Test
    void theMoreAreToldTheLongerTheyWaitForTheNextAndThenHearAllAtOnce() {
        Presence busy = new Presence(
                loop,
                new PresenceConfig(FLUSH, GRACE, 100, Duration.ofSeconds(1), 20, Duration.ofSeconds(3)),
                hallway,
                EVERYBODY::equals);
        busy.snapshot(HALLWAY, hallway::take);
        for (int i = 1; i <= 10; i++) {
            busy.visit(person(i)).enter(Set.of(HALLWAY));
        }
        loop.advance(FLUSH);
        assertThat(hallway.drain()).hasSize(1);
        for (int i = 11; i <= 14; i++) {
            busy.visit(person(i)).enter(Set.of(HALLWAY));
            loop.advance(Duration.ofMillis(100));
        }
        // Ten told at twenty a second: nothing more for half a second.
        assertThat(hallway.drain()).isEmpty();
        loop.advance(FLUSH);
        assertThat(hallway.drain()).hasSize(1);
        assertThat(hallway.online()).hasSize(14);
    }

    @Test
    void whoIsToldSoonerOrLaterKnowsTheSameAsWhoeverComesInTheMiddleOfAStorm() {
        Presence busy = new Presence(
                loop,
                new PresenceConfig(FLUSH, GRACE, 100, Duration.ofSeconds(1), 100, Duration.ofSeconds(3)),
                hallway,
                EVERYBODY::equals);
        busy.snapshot(HALLWAY, hallway::take);
        Random random = new Random(1);
        for (int storm = 0; storm < 5; storm++) {
            List<Visit> all = new ArrayList<>();
            for (int i = 1; i <= 90; i++) {
                Visit visit = busy.visit(person(i));
                visit.enter(Set.of(HALLWAY));
                all.add(visit);
                loop.advance(Duration.ofMillis(random.nextInt(150)));
                if (i % 10 == 0) {
                    RecordingRoom late = new RecordingRoom(HALLWAY);
                    busy.snapshot(HALLWAY, late::take);
                    assertThat(late.online()).isEqualTo(hallway.online());
                }
            }
            loop.advance(Duration.ofSeconds(2));
            assertThat(hallway.online()).hasSize(90);
            all.forEach(Visit::end);
            loop.advance(GRACE.multipliedBy(random.nextInt(2) + 1L).plusSeconds(1));
        }
    }

    @Test
    void aRoomThatEmptiesGetsItsListAgain() {
        crowd(1, 101);
        loop.advance(FLUSH);
        hallway.drain();
        visits.subList(1, 101).forEach(Visit::end);
        loop.advance(GRACE.plus(FLUSH));
        assertThat(hallway.drain())
                .containsExactly(new ServerMessage.Presence(HALLWAY, List.of(person(1)), List.of(), List.of(), null));
    }

    @Test
    void anEmptyRoomsFirstMessageIsAnEmptyList() {
        presence.snapshot(HALLWAY, hallway::take);
        assertThat(hallway.isListed()).isTrue();
        assertThat(hallway.online()).isEmpty();
    }

    private Visit connect(Person person, RoomId... rooms) {
        Visit visit = presence.visit(person);
        visit.enter(Set.of(rooms));
        return visit;
    }

    private void crowd(int from, int to) {
        for (int i = from; i <= to; i++) {
            visits.add(connect(person(i), HALLWAY));
        }
    }

    private static Person person(int number) {
        return new Person(new UserId(number), "user" + number);
    }

    private static ServerMessage diff(List<Person> joined, List<Person> left) {
        return new ServerMessage.Presence(HALLWAY, null, joined, left, null);
    }

    private static ServerMessage count(int count) {
        return new ServerMessage.Presence(HALLWAY, null, List.of(), List.of(), count);
    }
}
