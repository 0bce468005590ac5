package dev.hubbub.server.hub;

import static dev.hubbub.server.hub.SteppedHallway.ANA;
import static dev.hubbub.server.hub.SteppedHallway.BO;
import static dev.hubbub.server.hub.SteppedHallway.CY;
import static dev.hubbub.server.hub.SteppedHallway.HALLWAY;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.timeline.EncodedEvents;
import dev.hubbub.server.timeline.Outlet;
import dev.hubbub.server.timeline.SteppedTimelines;
import dev.hubbub.server.timeline.Timelines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Most of what is posted, and most who come and go, are on other nodes; between them and this one is a bus
/// that loses, repeats, delays and reorders, and that listens to the room only while somebody here is in it.
/// Once the heads and the joins were compared with the log, every connection has seen each stay of its user
/// that goes on, whole, once and in order; of one that began since it came and is over all or nothing; and of
/// one that was over before nothing, since its client saw that on the connection that it had before.
class ShardInClusterLawTest {
    private static final List<Person> ALL = List.of(ANA, BO, CY);

    @Test
    void whateverTheBusDoesEachStayIsSeenWholeOnceAndInOrder() {
        for (long seed = 0; seed < 6_000; seed++) {
            new Node(seed).run();
        }
    }

    /// One seed's node, and how those who watch its shard think of it.
    private static final class Node implements RoomInterest, UserInterest {
        private final long seed;
        private final Random random;
        private final SteppedHallway hallway;
        private final Timelines timelines;
        /// What is to happen some time: a message that is on its way, a check of the head, an unsubscribing.
        private final List<Runnable> later = new ArrayList<>();
        private final Map<RecordingSubscriber, Since> connections = new LinkedHashMap<>();
        private final Map<UserId, Integer> users = new HashMap<>();
        private final int loss;
        private boolean wanted;
        private boolean subscribed;
        private long told;
        private long announced;
        private final Set<Long> found = new HashSet<>();

        /// @param cursor from where on it was fed
        /// @param head how far the log went when its snapshot was read
        /// @param joined the event by which its user had come in; beyond the head if he was not in
        private record Since(long cursor, long head, long joined) {}

        Node(long seed) {
            this.seed = seed;
            random = new Random(seed);
            hallway = new SteppedHallway(new Audiences(random.nextInt(2_000), random.nextInt(3), this), this);
            loss = random.nextInt(5);
            timelines = SteppedTimelines.of(
                    (_, from, to) -> Optional.of(hallway.events(from, Math.min(to, from + random.nextInt(5)))),
                    outlet(),
                    later::add);
        }

        private Outlet outlet() {
            return new Outlet() {
                @Override
                public void deliver(EncodedEvents events) {
                    hallway.publish(events);
                }

                @Override
                public void reached(RoomId room, long seq) {
                    hallway.shard().reached(room, seq);
                }
            };
        }

        @Override
        public void wanted(RoomId room) {
            assertThat(wanted).as("seed %d", seed).isFalse();
            wanted = true;
            later.add(() -> {
                if (wanted && !subscribed) {
                    subscribed = true;
                    later.add(this::checkHead);
                }
            });
        }

        @Override
        public void unwanted(RoomId room) {
            assertThat(wanted).as("seed %d", seed).isTrue();
            wanted = false;
            later.add(() -> {
                if (!wanted) {
                    subscribed = false;
                    announced = 0;
                    timelines.drop(room);
                }
            });
        }

        @Override
        public void wanted(UserId user) {
            users.merge(user, 1, Integer::sum);
        }

        @Override
        public void unwanted(UserId user) {
            users.merge(user, -1, Integer::sum);
        }

        void run() {
            for (int step = 0; step < 100; step++) {
                act();
                if (random.nextInt(3) == 0) {
                    step();
                }
            }
            hallwayDrains();
            settle();
            checkAll();
            settle();
            connections.forEach(this::check);
            connections.keySet().forEach(hallway.shard()::unregister);
            assertThat(hallway.shard().activeRooms()).isEmpty();
            assertThat(wanted).isFalse();
            assertThat(users.values()).allMatch(count -> count == 0);
            hallway.shard().forget();
            assertThat(hallway.isAllReleased()).as("seed %d", seed).isTrue();
        }

        private void act() {
            Person person = ALL.get(random.nextInt(ALL.size()));
            switch (random.nextInt(9)) {
                case 0 -> {
                    if (hallway.isMember(person)) {
                        hallway.append(EventKind.MEMBER_LEFT, person);
                    } else {
                        hallway.append(EventKind.MEMBER_JOINED, person);
                        hint(person, hallway.head());
                    }
                    offerOrNot();
                }
                case 1, 2 -> {
                    hallway.append(EventKind.MESSAGE, ANA);
                    offerOrNot();
                }
                case 3 -> connect(person);
                case 4 -> disconnect();
                case 5 -> checkSome();
                case 6 -> readOrNot();
                default -> sendSome();
            }
        }

        /// Now and then this node commits something itself, and may come to a halt before it says so.
        private void offerOrNot() {
            long seq = hallway.head();
            if (random.nextInt(3) > 0) {
                return;
            }
            EncodedEvents own = hallway.own(seq, seq);
            arrive(() -> {
                boolean brings =
                        !own.changes().isEmpty() && own.changes().getFirst().kind() == EventKind.MEMBER_JOINED;
                boolean heard = wanted || subscribed;
                if (!heard && brings) {
                    timelines.drop(HALLWAY);
                }
                if (heard || brings) {
                    timelines.offer(own);
                }
            });
        }

        /// Something that is in the log goes over the bus: mostly what is new, but also what went before, and
        /// other parts of it.
        private void sendSome() {
            long head = hallway.head();
            if (head == 0) {
                return;
            }
            long first = random.nextInt(4) > 0 ? Math.min(told + 1, head) : random.nextLong(1, head + 1);
            long last = random.nextLong(first, head + 1);
            told = Math.max(told, last);
            EncodedEvents events = hallway.events(first, last);
            for (int copies = random.nextInt(6) < loss ? 0 : 1 + random.nextInt(2); copies > 0; copies--) {
                arrive(() -> {
                    if (subscribed) {
                        timelines.offer(events);
                    }
                });
            }
        }

        private void hint(Person person, long seq) {
            for (int copies = random.nextInt(3); copies > 0; copies--) {
                arrive(() -> {
                    if (users.getOrDefault(person.id(), 0) > 0) {
                        hallway.shard().joined(person.id(), HALLWAY, seq);
                    }
                });
            }
        }

        private void arrive(Runnable message) {
            if (random.nextBoolean()) {
                message.run();
            } else {
                later.add(message);
            }
        }

        private void connect(Person person) {
            long cursor = random.nextLong(hallway.joined(person) - 1, hallway.head() + 1);
            var connected = new AtomicReference<RecordingSubscriber>();
            connected.set(hallway.connectSlowly(person, cursor, from -> {
                connections.put(connected.get(), new Since(from, hallway.head(), hallway.joined(person)));
            }));
        }

        private void disconnect() {
            if (!connections.isEmpty()) {
                RecordingSubscriber subscriber =
                        List.copyOf(connections.keySet()).get(random.nextInt(connections.size()));
                hallway.shard().unregister(subscriber);
                Since since = requireNonNull(connections.remove(subscriber));
                assertThat(subscriber.received()).as("seed %d", seed).isSorted().doesNotHaveDuplicates();
                assertThat(subscriber.received()).as("seed %d, %s", seed, since).isSubsetOf(newTo(subscriber, since));
            }
        }

        private void readOrNot() {
            if (!connections.isEmpty()) {
                RecordingSubscriber subscriber =
                        List.copyOf(connections.keySet()).get(random.nextInt(connections.size()));
                subscriber.writable(random.nextBoolean());
                if (subscriber.isWritable()) {
                    hallway.shard().drained(subscriber);
                }
            }
        }

        private void checkSome() {
            if (random.nextBoolean()) {
                checkHead();
            } else {
                checkJoins();
            }
        }

        private void checkAll() {
            checkHead();
            checkJoins();
        }

        /// Of active rooms only, and only of what was not announced before. The answer comes late.
        private void checkHead() {
            long head = hallway.head();
            if (wanted && head > announced) {
                announced = head;
                arrive(() -> timelines.announce(HALLWAY, head));
            }
        }

        /// Each join is told of once, if its user is here when it is found.
        private void checkJoins() {
            for (Person person : ALL) {
                long seq = hallway.joined(person);
                if (hallway.isMember(person) && found.add(seq) && users.getOrDefault(person.id(), 0) > 0) {
                    arrive(() -> hallway.shard().joined(person.id(), HALLWAY, seq));
                }
            }
        }

        private void hallwayDrains() {
            connections.keySet().forEach(subscriber -> subscriber.writable(true));
            connections.keySet().forEach(hallway.shard()::drained);
        }

        private void step() {
            if (!later.isEmpty() && random.nextBoolean()) {
                later.remove(random.nextInt(later.size())).run();
            } else {
                hallway.step(random);
            }
        }

        private void settle() {
            do {
                while (!later.isEmpty()) {
                    step();
                }
                hallway.settle(random);
            } while (!later.isEmpty());
        }

        private void check(RecordingSubscriber subscriber, Since since) {
            List<Long> received = subscriber.received();
            List<List<Long>> stays = hallway.stays(subscriber.user());
            String what = "seed %d, user %s, %s, of %s".formatted(seed, subscriber.user(), since, stays);
            assertThat(received).as(what).isSorted().doesNotHaveDuplicates();
            assertThat(received).as(what).isSubsetOf(newTo(subscriber, since));
            for (List<Long> stay : stays) {
                List<Long> due = newOf(stay, since);
                boolean goesOn = stay.getLast() == hallway.head() && hallway.isMember(personOf(subscriber));
                if (goesOn || wasIn(stay, since) || received.stream().anyMatch(stay::contains)) {
                    assertThat(received).as(what).containsAll(due);
                }
            }
        }

        private List<Long> newTo(RecordingSubscriber subscriber, Since since) {
            return hallway.stays(subscriber.user()).stream()
                    .flatMap(stay -> newOf(stay, since).stream())
                    .toList();
        }

        /// What of a stay a client has not seen that comes with this cursor, and with nothing of a stay that is
        /// over.
        private static List<Long> newOf(List<Long> stay, Since since) {
            if (wasIn(stay, since)) {
                return stay.stream().filter(seq -> seq > since.cursor()).toList();
            }
            return stay.getFirst() > since.head() ? stay : List.of();
        }

        private static boolean wasIn(List<Long> stay, Since since) {
            return stay.getFirst() == since.joined() && since.joined() <= since.head();
        }

        private static Person personOf(RecordingSubscriber subscriber) {
            return ALL.stream()
                    .filter(person -> person.id().equals(subscriber.user()))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
