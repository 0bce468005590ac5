package dev.hubbub.server.log;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.NameKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a batch is decided against: what was read under the rooms' locks, changed by each draft for the next
/// one. Confined to the committer's thread.
final class BatchState {
    private final long readAt = System.nanoTime();
    private final Map<RoomId, RoomLedger> rooms = new LinkedHashMap<>();
    private final Map<AuthorRef, Place> stored = new HashMap<>();
    private final Map<Seat, Long> taken = new HashMap<>();
    private final Map<UserId, Integer> roomCounts = new HashMap<>();
    private final Map<String, RoomId> names = new HashMap<>();
    private final Set<Seat> changed = new LinkedHashSet<>();

    /// By `System.nanoTime`: when nothing of what is decided now was in the log yet, on whichever node it is
    /// stored in the end.
    long readAt() {
        return readAt;
    }

    void foundRoom(RoomRow row) {
        rooms.put(row.id(), new RoomLedger(row, false));
    }

    void foundRef(AuthorRef ref, Place place) {
        stored.put(ref, place);
    }

    void foundMember(Seat seat, long joinedSeq) {
        taken.put(seat, joinedSeq);
    }

    void foundRoomCount(UserId user, int count) {
        roomCounts.put(user, count);
    }

    void foundName(String key, RoomId room) {
        names.put(key, room);
    }

    @Nullable
    RoomLedger room(RoomId id) {
        return rooms.get(id);
    }

    Iterable<RoomLedger> rooms() {
        return rooms.values();
    }

    RoomLedger addRoom(RoomRow row) {
        var room = new RoomLedger(row, true);
        rooms.put(row.id(), room);
        if (row.listed()) {
            names.put(NameKey.of(row.name()), row.id());
        }
        return room;
    }

    void renamed(RoomLedger room, String before) {
        if (room.row().listed()) {
            names.remove(NameKey.of(before), room.id());
            names.put(NameKey.of(room.name()), room.id());
        }
    }

    void deleted(RoomLedger room) {
        names.remove(NameKey.of(room.name()), room.id());
    }

    boolean isNameTaken(String name, RoomId by) {
        RoomId holder = names.get(NameKey.of(name));
        return holder != null && !holder.equals(by);
    }

    @Nullable
    Place stored(AuthorRef ref) {
        return stored.get(ref);
    }

    void store(AuthorRef ref, Place place) {
        stored.put(ref, place);
    }

    boolean isMember(RoomLedger room, UserId user) {
        return room.isGlobal() || taken.containsKey(new Seat(room.id(), user));
    }

    int roomCount(UserId user) {
        return roomCounts.getOrDefault(user, 0);
    }

    void takeSeat(Seat seat, long joinedSeq) {
        taken.put(seat, joinedSeq);
        changed.add(seat);
        roomCounts.merge(seat.user(), 1, Integer::sum);
    }

    void freeSeat(Seat seat) {
        taken.remove(seat);
        changed.add(seat);
        roomCounts.computeIfPresent(seat.user(), (_, count) -> count - 1);
    }

    /// The seats that were taken or freed, with the seq of the join, or null where nobody sits now.
    Map<Seat, @Nullable Long> changedSeats() {
        var seats = new LinkedHashMap<Seat, @Nullable Long>();
        changed.forEach(seat -> seats.put(seat, taken.get(seat)));
        return seats;
    }
}
