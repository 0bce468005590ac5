package dev.hubbub.server.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.presence.PeerMessage;
import dev.hubbub.server.presence.Presence;
import dev.hubbub.server.presence.PresenceConfig;
import dev.hubbub.server.presence.PresenceThread;
import dev.hubbub.server.presence.Roster;
import dev.hubbub.server.presence.TypingSignals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PresenceLinkTest {
    private static final RoomId HALLWAY = new RoomId(11);
    private static final Person ANA = new Person(new UserId(1), "ana");
    private static final Person BO = new Person(new UserId(2), "bo");
    private static final PresenceConfig CONFIG = new PresenceConfig(
            Duration.ofMillis(5), Duration.ofSeconds(5), 10, Duration.ofMillis(10), 10_000, Duration.ofSeconds(3));

    private final InProcessBus.Network network = new InProcessBus.Network();
    private final Server first = new Server("n1", 1, "e1");
    private final Server second = new Server("n2", 2, "e1");
    private final Server stranger = new Server("n3", 3, "e2");

    @AfterEach
    void close() {
        List.of(first, second, stranger).forEach(Server::close);
    }

    @Test
    void twoNodesShowEachOthersUsersAndWhoTypes() {
        first.presence.visit(ANA).enter(Set.of(HALLWAY));
        second.presence.visit(BO).enter(Set.of(HALLWAY));
        await().untilAsserted(() -> {
            assertThat(first.online()).containsExactlyInAnyOrder(ANA, BO);
            assertThat(second.online()).containsExactlyInAnyOrder(ANA, BO);
        });
        second.typing.typing(BO, HALLWAY);
        await().untilAsserted(() -> assertThat(first.told).contains(new ServerMessage.Typing(HALLWAY, BO)));
    }

    @Test
    void nodesOfAnotherDatabaseAreNotHeard() {
        stranger.presence.visit(BO).enter(Set.of(HALLWAY));
        first.presence.visit(ANA).enter(Set.of(HALLWAY));
        await().untilAsserted(() -> assertThat(first.link.skipped()).isGreaterThan(2));
        assertThat(first.online()).containsExactly(ANA);
    }

    @Test
    void whatCannotBeUnderstoodIsSkippedAndCounted() {
        List<String> bodies = List.of(
                "",
                "[]",
                "{",
                "{\"life\":9}",
                "{\"life\":9,\"kind\":\"claim\"}",
                "{\"life\":9,\"kind\":\"new\"}",
                "{\"life\":9,\"kind\":\"claim\",\"room\":\"11\",\"version\":-1,\"online\":[]}",
                "{\"life\":9,\"kind\":\"claim\",\"room\":\"11\",\"version\":1,\"online\":[{\"id\":\"x\"}]}",
                "{\"life\":9,\"kind\":\"beat\",\"version\":1,\"part\":0,\"parts\":1,\"rooms\":{\"a\":1}}");
        first.presence.visit(ANA).enter(Set.of(HALLWAY));
        await().untilAsserted(() -> assertThat(first.online()).containsExactly(ANA));
        long before = first.link.skipped();
        for (String body : bodies) {
            first.bus.publish(message("1", body));
        }
        first.bus.publish(message("2", "{\"life\":9,\"kind\":\"gone\"}"));
        await().untilAsserted(
                        () -> assertThat(first.link.skipped() - before).isGreaterThanOrEqualTo(bodies.size() + 1L));
        second.presence.visit(BO).enter(Set.of(HALLWAY));
        await().untilAsserted(() -> assertThat(first.online()).containsExactlyInAnyOrder(ANA, BO));
    }

    @Test
    void everythingIsReadAsItWasWritten() throws Exception {
        List<PeerMessage> all = List.of(
                new PeerMessage.Claim(HALLWAY, 3, new Roster.Names(List.of(ANA, BO))),
                new PeerMessage.Claim(HALLWAY, 4, new Roster.Total(1_234)),
                new PeerMessage.Change(HALLWAY, 4, 9, List.of(ANA), List.of(BO.id())),
                new PeerMessage.Beat(9, 3, 10, Map.of(HALLWAY, 9L)),
                new PeerMessage.Gone(),
                new PeerMessage.Who(null, Map.of(HALLWAY, 0L)),
                new PeerMessage.Who("n2", Map.of(HALLWAY, 7L)),
                new PeerMessage.Which(5, HALLWAY, Set.of(ANA.id(), BO.id())),
                new PeerMessage.These(2, 5, Set.of(BO.id())));
        for (PeerMessage message : all) {
            PresenceFields read = PresenceFields.read(PresenceMessages.write(77, message));
            assertThat(read.life()).isEqualTo(77);
            assertThat(read.message()).isEqualTo(message);
        }
    }

    private static BusMessage message(String version, String body) {
        return new BusMessage(
                "presence.11",
                Map.of("Hubbub-Version", version, "Hubbub-Node", "n9", "Hubbub-Epoch", "e1"),
                body.getBytes(UTF_8));
    }

    private final class Server implements AutoCloseable {
        private final List<ServerMessage> told = new CopyOnWriteArrayList<>();
        private final InProcessBus bus = new InProcessBus(network);
        private final PresenceThread thread = new PresenceThread();
        private final PresenceLink link;
        private final Presence presence;
        private final TypingSignals typing;

        Server(String node, long life, String epoch) {
            link = new PresenceLink(bus, node, life, epoch);
            presence =
                    new Presence(thread, CONFIG, (_, message) -> told.add(message), _ -> false, link, new Random(life));
            typing = new TypingSignals(thread, CONFIG, told::add, presence::publish);
            link.start(presence, typing);
        }

        List<Person> online() {
            List<Person> all = new CopyOnWriteArrayList<>();
            presence.snapshot(HALLWAY, first -> {
                if (first.online() != null) {
                    all.addAll(first.online());
                }
            });
            presence.online(HALLWAY, Set.of()).join();
            return all;
        }

        @Override
        public void close() {
            thread.close();
            bus.close();
        }
    }
}
