package dev.hubbub.server.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PresenceTest {
    private static final Duration FLUSH = Duration.ofMillis(200);
    private static final RoomId HALLWAY = new RoomId(11);
    private static final RoomId DESIGN = new RoomId(12);
    private static final Person ANA = new Person(new UserId(1), "ana");
    private static final Person BO = new Person(new UserId(2), "bo");

    private final ManualLoop loop = new ManualLoop();
    private final RecordingRoom hallway = new RecordingRoom(HALLWAY);
    private final Presence presence = new Presence(loop, PresenceConfig.defaults(), hallway);

    @Test
    void aRoomIsToldWhoCame() {
        presence.connected(ANA, Set.of(HALLWAY));
        presence.connected(BO, Set.of(DESIGN));
        loop.advance(FLUSH);
        assertThat(hallway.drain()).containsExactly(diff(List.of(ANA), List.of()));
    }

    @Test
    void aUserIsOnlineUntilHisLastConnectionCloses() {
        presence.connected(ANA, Set.of(HALLWAY));
        presence.connected(ANA, Set.of(HALLWAY));
        loop.advance(FLUSH);
        hallway.drain();
        presence.disconnected(ANA);
        loop.advance(FLUSH);
        assertThat(hallway.drain()).isEmpty();
        presence.disconnected(ANA);
        loop.advance(FLUSH);
        assertThat(hallway.drain()).containsExactly(diff(List.of(), List.of(ANA)));
    }

    @Test
    void whoComesBackWithinTheIntervalIsNotMentioned() {
        presence.connected(ANA, Set.of(HALLWAY));
        loop.advance(FLUSH);
        hallway.drain();
        presence.disconnected(ANA);
        presence.connected(ANA, Set.of(HALLWAY));
        loop.advance(FLUSH);
        assertThat(hallway.drain()).isEmpty();
    }

    @Test
    void aSnapshotTakenWhileSomeoneIsAwayForAMomentStillHoldsHim() {
        presence.connected(ANA, Set.of(HALLWAY));
        loop.advance(FLUSH);
        presence.disconnected(ANA);
        presence.snapshot(HALLWAY, hallway::take);
        presence.connected(ANA, Set.of(HALLWAY));
        loop.advance(FLUSH);
        assertThat(hallway.online()).containsExactly(ANA);
    }

    @Test
    void whoLeavesTheRoomIsNoLongerOnlineThere() {
        presence.connected(ANA, Set.of());
        presence.entered(ANA, HALLWAY);
        loop.advance(FLUSH);
        presence.left(ANA, HALLWAY);
        presence.left(ANA, HALLWAY);
        loop.advance(FLUSH);
        assertThat(hallway.drain()).containsExactly(diff(List.of(ANA), List.of()), diff(List.of(), List.of(ANA)));
    }

    @Test
    void whoIsNotConnectedCannotBeOnline() {
        presence.entered(ANA, HALLWAY);
        loop.advance(FLUSH);
        assertThat(hallway.drain()).isEmpty();
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
    void aRoomThatEmptiesGetsItsListAgain() {
        crowd(1, 101);
        loop.advance(FLUSH);
        hallway.drain();
        for (int i = 2; i <= 101; i++) {
            presence.disconnected(person(i));
        }
        loop.advance(FLUSH);
        assertThat(hallway.drain())
                .containsExactly(new ServerMessage.Presence(HALLWAY, List.of(person(1)), List.of(), List.of(), null));
    }

    @Test
    void anEmptyRoomsFirstMessageIsAnEmptyList() {
        presence.snapshot(HALLWAY, hallway::take);
        assertThat(hallway.isListed()).isTrue();
        assertThat(hallway.online()).isEmpty();
    }

    private void crowd(int from, int to) {
        for (int i = from; i <= to; i++) {
            presence.connected(person(i), Set.of(HALLWAY));
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
