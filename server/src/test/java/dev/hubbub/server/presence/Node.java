package dev.hubbub.server.presence;

import static java.util.Objects.requireNonNull;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// The presence of one node, and for each room a client there who keeps what he is told.
final class Node {
    static final RoomId EVERYBODY = new RoomId(1);

    final ManualLoop loop = new ManualLoop();
    final Presence presence;
    final TypingSignals typing;
    final Peer peer;
    private final Map<RoomId, RecordingRoom> clients = new HashMap<>();
    private final Map<Person, List<Visit>> visits = new HashMap<>();
    private final Map<Visit, Set<RoomId>> places = new HashMap<>();

    Node(Peer peer, PresenceConfig config, ChaosBus bus, Random random) {
        this.peer = peer;
        ChaosBus.Stop stop = bus.connect(peer);
        RoomSignals signals = (room, message) -> client(room).send(room, message);
        presence = new Presence(loop, config, signals, EVERYBODY::equals, stop, random);
        typing = new TypingSignals(loop, config, typing -> signals.send(typing.room(), typing), presence::publish);
        stop.start(presence, typing, clients::remove);
    }

    RecordingRoom client(RoomId room) {
        return clients.computeIfAbsent(room, _ -> {
            RecordingRoom client = new RecordingRoom(room);
            presence.snapshot(room, client::take);
            return client;
        });
    }

    Visit enter(Person person, RoomId... rooms) {
        Visit visit = presence.visit(person);
        visits.computeIfAbsent(person, _ -> new ArrayList<>()).add(visit);
        places.put(visit, new HashSet<>(List.of(rooms)));
        visit.enter(Set.copyOf(List.of(rooms)));
        return visit;
    }

    void endOne(Person person) {
        List<Visit> all = visits.getOrDefault(person, List.of());
        if (!all.isEmpty()) {
            Visit visit = all.removeFirst();
            places.remove(visit);
            visit.end();
        }
    }

    void leave(Person person, RoomId room) {
        visits.getOrDefault(person, List.of()).forEach(visit -> {
            requireNonNull(places.get(visit)).remove(room);
            visit.leave(room);
        });
    }

    /// Who is truly in the room by this node.
    Set<Person> in(RoomId room) {
        Set<Person> persons = new HashSet<>();
        visits.forEach((person, all) -> all.stream()
                .filter(visit -> requireNonNull(places.get(visit)).contains(room))
                .forEach(_ -> persons.add(person)));
        return persons;
    }

    static void advance(Duration time, ChaosBus bus, List<Node> nodes) {
        for (long i = 0; i < time.toMillis(); i++) {
            bus.advance();
            nodes.forEach(node -> node.loop.advance(Duration.ofMillis(1)));
        }
    }
}
