package dev.hubbub.server.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the bus did to what three nodes told each other, and whichever of them died: once it carries again,
/// each shows within a digest who is online on all of them.
final class ClusterPresenceLawTest {
    private static final List<RoomId> ROOMS = List.of(Node.EVERYBODY, new RoomId(11), new RoomId(12));
    private static final int MOST_LISTED = 8;
    private static final PresenceConfig CONFIG = new PresenceConfig(
            Duration.ofMillis(20),
            Duration.ofMillis(400),
            MOST_LISTED,
            Duration.ofMillis(100),
            10_000,
            Duration.ofSeconds(3));
    /// Expiry, ten beats of at most 1.2 s, a question and its answer, and what was under way before.
    private static final Duration CALM = Duration.ofSeconds(20);

    private final List<Person> people = IntStream.rangeClosed(1, 14)
            .mapToObj(number -> new Person(new UserId(number), "user" + number))
            .toList();
    private final List<Node> nodes = new ArrayList<>();
    private long lives;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void onceTheBusCarriesAgainAllNodesShowWhoIsOnline(long seed) {
        Random random = new Random(seed);
        ChaosBus bus = new ChaosBus(random);
        for (String name : List.of("n1", "n2", "n3")) {
            nodes.add(start(name, bus, random));
        }
        for (int round = 0; round < 6; round++) {
            bus.hostile(true);
            for (int step = 0; step < 150; step++) {
                act(random, bus);
                Node.advance(Duration.ofMillis(random.nextInt(60)), bus, nodes);
            }
            bus.away(false);
            bus.hostile(false);
            Node.advance(CALM, bus, nodes);
            assertThatAllShowTheUnion(seed, round);
        }
    }

    private Node start(String name, ChaosBus bus, Random random) {
        return new Node(new Peer(name, ++lives), CONFIG, bus, random);
    }

    private void act(Random random, ChaosBus bus) {
        Node node = nodes.get(random.nextInt(nodes.size()));
        Person person = people.get(random.nextInt(people.size()));
        RoomId room = ROOMS.get(random.nextInt(ROOMS.size()));
        switch (random.nextInt(30)) {
            case 0 -> bus.away(random.nextBoolean());
            case 1 -> {
                if (random.nextInt(4) == 0) {
                    restart(node, bus, random);
                }
            }
            case 2, 3, 4, 5 -> node.leave(person, room);
            case 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 -> node.endOne(person);
            default -> node.enter(person, Node.EVERYBODY, room);
        }
    }

    /// As after a crash, or with a word before.
    private void restart(Node node, ChaosBus bus, Random random) {
        if (random.nextBoolean()) {
            node.presence.leave();
        }
        bus.disconnect(node.peer.name());
        nodes.remove(node);
        Node.advance(Duration.ofMillis(random.nextInt(6_000)), bus, nodes);
        nodes.add(start(node.peer.name(), bus, random));
    }

    private void assertThatAllShowTheUnion(long seed, int round) {
        for (RoomId room : ROOMS) {
            Set<Person> union = new HashSet<>();
            nodes.forEach(node -> union.addAll(node.in(room)));
            for (Node node : nodes) {
                if (node.in(room).isEmpty()) {
                    continue;
                }
                RecordingRoom client = node.client(room);
                String what = "%s in %s of seed %d, round %d".formatted(node.peer.name(), room, seed, round);
                if (client.isListed()) {
                    assertThat(client.online()).as(what).isEqualTo(union);
                } else {
                    // Who is on two nodes that tell numbers counts twice.
                    int most = nodes.stream()
                            .mapToInt(each -> each.in(room).size())
                            .sum();
                    int least = room.equals(Node.EVERYBODY) ? most : Math.max(union.size(), MOST_LISTED + 1);
                    assertThat(client.count()).as(what).isBetween(least, most);
                }
            }
        }
    }
}
