package dev.hubbub.server.gateway;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.hub.Stay;
import dev.hubbub.server.log.CommittedBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Rooms and their logs in memory, where a server has the committer and the database. Its own monitor guards
/// it.
final class MemoryRooms {
    static final RoomId EVERYBODY = new RoomId(1);

    private final Map<RoomId, List<Event>> logs = new TreeMap<>(java.util.Comparator.comparingLong(RoomId::value));
    private final Map<RoomId, Map<UserId, Long>> members = new HashMap<>();
    private final Set<RoomId> deleted = new HashSet<>();
    private Consumer<CommittedBatch> committed = _ -> {};

    MemoryRooms() {
        logs.put(EVERYBODY, new ArrayList<>());
    }

    synchronized void onCommit(Consumer<CommittedBatch> listener) {
        committed = listener;
    }

    synchronized RoomId create() {
        RoomId room = new RoomId(logs.size() + 1L);
        logs.put(room, new ArrayList<>());
        members.put(room, new HashMap<>());
        return room;
    }

    /// Rooms that one can join and leave.
    synchronized List<RoomId> rooms() {
        return logs.keySet().stream()
                .filter(room -> !room.equals(EVERYBODY) && !deleted.contains(room))
                .toList();
    }

    synchronized boolean isIn(UserId user, RoomId room) {
        return room.equals(EVERYBODY)
                || (!deleted.contains(room)
                        && members.getOrDefault(room, Map.of()).containsKey(user));
    }

    synchronized void joinOrLeave(Person person, RoomId room) {
        Map<UserId, Long> inside = members.getOrDefault(room, new HashMap<>());
        boolean joins = inside.remove(person.id()) == null;
        if (joins) {
            inside.put(person.id(), logs.getOrDefault(room, List.of()).size() + 1L);
        }
        append(room, joins ? EventKind.MEMBER_JOINED : EventKind.MEMBER_LEFT, person, null, person);
    }

    synchronized void post(Person author, RoomId room, String text) {
        append(room, EventKind.MESSAGE, author, text, null);
    }

    synchronized void delete(Person author, RoomId room) {
        deleted.add(room);
        append(room, EventKind.ROOM_DELETED, author, null, null);
    }

    synchronized List<Place> places(UserId user) {
        return logs.keySet().stream()
                .filter(room -> isIn(user, room))
                .map(this::place)
                .toList();
    }

    synchronized List<Stay> stays(Collection<UserId> users, Collection<RoomId> rooms) {
        return users.stream()
                .flatMap(user -> rooms.stream()
                        .filter(room -> isIn(user, room) && !room.equals(EVERYBODY))
                        .map(room -> new Stay(
                                user, room, members.getOrDefault(room, Map.of()).getOrDefault(user, 0L))))
                .toList();
    }

    synchronized Optional<Place> place(UserId user, RoomId room) {
        return isIn(user, room) ? Optional.of(place(room)) : Optional.empty();
    }

    synchronized List<Event> range(RoomId room, long from, int limit) {
        return logs.getOrDefault(room, List.of()).stream()
                .skip(from - 1)
                .limit(limit)
                .toList();
    }

    private Place place(RoomId room) {
        long last = logs.getOrDefault(room, List.of()).size();
        RoomKind kind = room.equals(EVERYBODY) ? RoomKind.GLOBAL : RoomKind.PUBLIC;
        return new Place(new RoomState(room, "room " + room.value(), "", kind, true, null, 1, 0, last, 0, last), 0);
    }

    private void append(RoomId room, EventKind kind, Person author, @Nullable String text, @Nullable Person about) {
        long before = System.nanoTime();
        List<Event> log = logs.computeIfAbsent(room, _ -> new ArrayList<>());
        long seq = log.size() + 1L;
        Event event = new Event(room, seq, kind, Instant.EPOCH, author, new Ref("r-" + seq), text, about, null, null);
        log.add(event);
        committed.accept(new CommittedBatch(room, List.of(event), before));
    }
}
