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

/// The first message and every one after it, taken at any moment, show who is online.
final class PresenceLawTest {
    private static final RoomId HALLWAY = new RoomId(11);
    private static final PresenceConfig CONFIG = new PresenceConfig(
            Duration.ofMillis(20), Duration.ofMillis(50), 10, Duration.ofMillis(100), 200, Duration.ofSeconds(3));

    /// When all sixteen were told.
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(80);

    private final ManualLoop loop = new ManualLoop();
    private final List<RecordingRoom> clients = new ArrayList<>();
    private final Presence presence = new Presence(
            loop, CONFIG, (room, message) -> clients.forEach(client -> client.send(room, message)), _ -> false);
    private final List<Person> people = IntStream.rangeClosed(1, 16)
            .mapToObj(number -> new Person(new UserId(number), "user" + number))
            .toList();
    private final List<List<Visit>> visits =
            people.stream().<List<Visit>>map(_ -> new ArrayList<>()).toList();
    private final Set<Person> members = new HashSet<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theFirstMessageAndTheDiffsShowWhoIsOnline(long seed) {
        var random = new Random(seed);
        for (int step = 0; step < 2_000; step++) {
            act(random, random.nextInt(people.size()));
            if (step % 50 == 0) {
                subscribe();
            }
            if (random.nextInt(10) == 0) {
                loop.advance(Duration.ofMillis(random.nextInt(60)));
                assertThatAllAgree();
            }
            if (random.nextInt(40) == 0) {
                loop.advance(CONFIG.grace()
                        .plus(CONFIG.countInterval())
                        .plus(LONGEST_PAUSE)
                        .plus(CONFIG.flushInterval()));
                assertThatAllShowTheTruth();
            }
        }
    }

    private void act(Random random, int who) {
        var person = people.get(who);
        var own = visits.get(who);
        switch (random.nextInt(4)) {
            case 0 -> {
                Visit visit = presence.visit(person);
                own.add(visit);
                visit.enter(members.contains(person) ? Set.of(HALLWAY) : Set.of());
            }
            case 1 -> {
                if (!own.isEmpty()) {
                    own.removeFirst().end();
                }
            }
            case 2 -> {
                members.add(person);
                own.forEach(visit -> visit.enter(Set.of(HALLWAY)));
            }
            default -> {
                if (random.nextBoolean()) {
                    members.remove(person);
                    own.forEach(visit -> visit.leave(HALLWAY));
                }
            }
        }
    }

    private void subscribe() {
        var client = new RecordingRoom(HALLWAY);
        clients.add(client);
        presence.snapshot(HALLWAY, client::take);
    }

    private void assertThatAllAgree() {
        for (RecordingRoom client : clients) {
            assertThat(client.isListed()).isEqualTo(clients.getFirst().isListed());
            assertThat(client.count()).isEqualTo(clients.getFirst().count());
        }
    }

    private void assertThatAllShowTheTruth() {
        var online = new HashSet<Person>();
        for (int i = 0; i < people.size(); i++) {
            if (!visits.get(i).isEmpty() && members.contains(people.get(i))) {
                online.add(people.get(i));
            }
        }
        for (RecordingRoom client : clients) {
            assertThat(client.count()).isEqualTo(online.size());
            if (client.isListed()) {
                assertThat(client.online()).isEqualTo(online);
            }
        }
    }
}
