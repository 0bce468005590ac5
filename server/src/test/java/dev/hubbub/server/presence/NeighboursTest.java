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

final class NeighboursTest {
    private static final RoomId HALLWAY = new RoomId(11);
    private static final Person ANA = new Person(new UserId(1), "ana");
    private static final Person BO = new Person(new UserId(2), "bo");
    private static final PresenceConfig CONFIG = PresenceConfig.defaults();
    /// Some beats, a question, its answer and a flush.
    private static final Duration WHILE = Duration.ofSeconds(3);

    private final Random random = new Random(7);
    private final ChaosBus bus = new ChaosBus(random);
    private final List<Node> nodes = new ArrayList<>();
    private final Node first = start("n1", 1);

    @Test
    void aNodeThatIsAloneOnlyBeats() {
        first.enter(ANA, HALLWAY, Node.EVERYBODY);
        first.typing.typing(ANA, HALLWAY);
        first.endOne(ANA);
        advance(Duration.ofSeconds(10));
        assertThat(bus.drain()).hasSizeBetween(8, 13).allMatch(message -> message instanceof PeerMessage.Beat);
    }

    @Test
    void whoIsOnlineOnAnotherNodeIsShown() {
        Node second = start("n2", 2);
        first.enter(ANA, HALLWAY);
        second.enter(BO, HALLWAY);
        advance(WHILE);
        assertThat(first.client(HALLWAY).online()).containsExactlyInAnyOrder(ANA, BO);
        assertThat(second.client(HALLWAY).online()).containsExactlyInAnyOrder(ANA, BO);
    }

    @Test
    void whoComesBackOnAnotherNodeIsNotMentioned() {
        Node second = start("n2", 2);
        first.enter(ANA, HALLWAY);
        second.enter(BO, HALLWAY);
        advance(WHILE);
        first.client(HALLWAY).drain();
        second.client(HALLWAY).drain();
        first.endOne(ANA);
        advance(Duration.ofSeconds(2));
        second.enter(ANA, HALLWAY);
        advance(CONFIG.grace().plus(WHILE));
        assertThat(second.client(HALLWAY).drain()).isEmpty();
    }

    @Test
    void aNodeThatDiesLosesItsUsersWithinSecondsInOneMessage() {
        Node second = start("n2", 2);
        first.enter(ANA, HALLWAY);
        List<Person> crowd = new ArrayList<>();
        for (int i = 10; i < 30; i++) {
            crowd.add(new Person(new UserId(i), "user" + i));
        }
        crowd.forEach(person -> second.enter(person, HALLWAY));
        advance(WHILE);
        assertThat(first.client(HALLWAY).online()).hasSize(21);
        first.client(HALLWAY).drain();
        kill(second);
        advance(Peers.SILENCE.plusSeconds(1));
        assertThat(first.client(HALLWAY).online()).containsExactly(ANA);
        assertThat(first.client(HALLWAY).drain()).hasSize(1);
    }

    @Test
    void aNodeThatSaysGoodbyeLeavesItsUsersTheGraceTime() {
        Node second = start("n2", 2);
        Node third = start("n3", 3);
        first.enter(ANA, HALLWAY);
        second.enter(BO, HALLWAY);
        advance(WHILE);
        first.client(HALLWAY).drain();
        second.presence.leave();
        kill(second);
        advance(Duration.ofSeconds(2));
        third.enter(BO, HALLWAY);
        advance(CONFIG.grace().plus(WHILE));
        assertThat(first.client(HALLWAY).drain()).isEmpty();
        assertThat(first.client(HALLWAY).online()).containsExactlyInAnyOrder(ANA, BO);
    }

    @Test
    void aNodeThatStartsAgainHasNoneOfItsUsersOfBefore() {
        Node second = start("n2", 2);
        first.enter(ANA, HALLWAY);
        second.enter(BO, HALLWAY);
        advance(WHILE);
        kill(second);
        start("n2", 3);
        advance(Duration.ofMillis(1_500));
        assertThat(first.client(HALLWAY).online()).containsExactly(ANA);
    }

    @Test
    void whatNobodyFollowedUpIsFoundByTheDigest() {
        Node second = start("n2", 2);
        first.enter(ANA, HALLWAY);
        advance(WHILE);
        first.client(HALLWAY);
        bus.away(true);
        second.enter(BO, HALLWAY);
        advance(Duration.ofMillis(250));
        bus.away(false);
        advance(Duration.ofSeconds(14));
        assertThat(first.client(HALLWAY).online()).containsExactlyInAnyOrder(ANA, BO);
    }

    @Test
    void aBusThatIsAwayTakesTheOthersUsersAlongAndBringsThemBack() {
        Node second = start("n2", 2);
        first.enter(ANA, HALLWAY);
        second.enter(BO, HALLWAY);
        advance(WHILE);
        bus.away(true);
        advance(Peers.SILENCE.plusSeconds(1));
        assertThat(first.client(HALLWAY).online()).containsExactly(ANA);
        bus.away(false);
        advance(WHILE);
        assertThat(first.client(HALLWAY).online()).containsExactlyInAnyOrder(ANA, BO);
    }

    @Test
    void howeverManyAskThereIsOneAnswerASecond() {
        first.enter(ANA, HALLWAY);
        for (int i = 2; i <= 6; i++) {
            start("n" + i, i);
        }
        advance(Duration.ofSeconds(3));
        bus.drain();
        nodes.stream().skip(1).forEach(node -> node.enter(BO, HALLWAY));
        advance(Duration.ofSeconds(1));
        assertThat(bus.drain().stream()
                        .filter(message -> message instanceof PeerMessage.Claim claim
                                && claim.roster().equals(new Roster.Names(List.of(ANA)))))
                .hasSizeBetween(1, 2);
    }

    @Test
    void ofTheRoomThatEverybodyIsInTheNumbersAreAdded() {
        Node second = start("n2", 2);
        first.enter(ANA, Node.EVERYBODY);
        second.enter(BO, Node.EVERYBODY);
        advance(WHILE);
        assertThat(first.client(Node.EVERYBODY).count()).isEqualTo(2);
        assertThat(first.client(Node.EVERYBODY).isListed()).isFalse();
    }

    @Test
    void whoIsOnlineWhereOnlyNumbersAreToldOrNobodyHereIsCanBeAsked() {
        Node second = start("n2", 2);
        first.enter(ANA, Node.EVERYBODY);
        second.enter(BO, Node.EVERYBODY, HALLWAY);
        advance(WHILE);
        Set<UserId> both = Set.of(ANA.id(), BO.id());
        var everybody = first.presence.online(Node.EVERYBODY, both);
        var hallway = first.presence.online(HALLWAY, both);
        advance(Duration.ofMillis(600));
        assertThat(everybody).isCompletedWithValue(both);
        assertThat(hallway).isCompletedWithValue(Set.of(BO.id()));
    }

    @Test
    void whoAsksOfANodeThatDiedGetsWhatTheOthersKnow() {
        Node second = start("n2", 2);
        first.enter(ANA, Node.EVERYBODY);
        second.enter(BO, Node.EVERYBODY);
        advance(WHILE);
        kill(second);
        var online = first.presence.online(Node.EVERYBODY, Set.of(ANA.id(), BO.id()));
        advance(Duration.ofMillis(600));
        assertThat(online).isCompletedWithValue(Set.of(ANA.id()));
    }

    @Test
    void whatComesLateDoesNotCallBackWhoIsGone() {
        Node second = start("n2", 2);
        first.enter(ANA, HALLWAY);
        Visit visit = second.enter(BO, HALLWAY);
        advance(WHILE);
        List<PeerMessage> said = bus.drain();
        visit.leave(HALLWAY);
        advance(Duration.ofMillis(500));
        assertThat(first.client(HALLWAY).online()).containsExactly(ANA);
        said.stream()
                .filter(message -> message.toString().contains(BO.username()))
                .forEach(message -> first.presence.hear(second.peer, message));
        advance(Duration.ofMillis(300));
        assertThat(first.client(HALLWAY).online()).containsExactly(ANA);
    }

    @Test
    void typingIsShownToThoseOnOtherNodes() {
        Node second = start("n2", 2);
        first.enter(ANA, HALLWAY);
        second.enter(BO, HALLWAY);
        advance(WHILE);
        second.client(HALLWAY).drain();
        first.typing.typing(ANA, HALLWAY);
        first.typing.typing(ANA, HALLWAY);
        advance(Duration.ofMillis(10));
        assertThat(second.client(HALLWAY).drain()).containsExactly(new ServerMessage.Typing(HALLWAY, ANA));
    }

    private Node start(String name, long life) {
        Node node = new Node(new Peer(name, life), CONFIG, bus, random);
        nodes.add(node);
        return node;
    }

    private void kill(Node node) {
        bus.disconnect(node.peer.name());
        nodes.remove(node);
    }

    private void advance(Duration time) {
        Node.advance(time, bus, nodes);
    }
}
