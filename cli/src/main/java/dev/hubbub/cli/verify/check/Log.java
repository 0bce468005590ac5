package dev.hubbub.cli.verify.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All rooms' logs, and where each ref stands.
final class Log {

    /// Whose ref it is: refs of different authors have nothing to do with each other.
    record Name(long author, String ref) {}

    record Place(long room, Entry entry) {}

    private final Map<Long, RoomLog> rooms = new TreeMap<>();
    private final Map<Name, Place> places = new HashMap<>();

    Log(List<Evidence.RoomRows> rows) {
        for (Evidence.RoomRows room : rows) {
            rooms.put(room.room(), new RoomLog(room));
            room.entries()
                    .forEach(entry ->
                            places.putIfAbsent(new Name(entry.author(), entry.ref()), new Place(room.room(), entry)));
        }
    }

    Iterable<RoomLog> rooms() {
        return rooms.values();
    }

    @Nullable
    RoomLog room(long id) {
        return rooms.get(id);
    }

    /// Where the log has it, the first time if it has it twice.
    @Nullable
    Place find(long author, String ref) {
        return places.get(new Name(author, ref));
    }
}
