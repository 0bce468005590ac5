package dev.hubbub.server.presence;

import dev.hubbub.protocol.RoomId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The rooms that somebody is in by this node, and which of them may have to be told something. Confined to the
/// presence loop.
final class Rooms {
    private final PresenceConfig config;
    private final Predicate<RoomId> counted;
    private final Map<RoomId, RoomPresence> all = new HashMap<>();
    /// In order of their first change, so that no room is told late because of others.
    private final Set<RoomId> unsettled = new LinkedHashSet<>();

    Rooms(PresenceConfig config, Predicate<RoomId> counted) {
        this.config = config;
        this.counted = counted;
    }

    @Nullable
    RoomPresence find(RoomId room) {
        return all.get(room);
    }

    /// One that nobody is in.
    RoomPresence empty(RoomId room) {
        return new RoomPresence(room, config, counted.test(room));
    }

    RoomPresence open(RoomId room) {
        RoomPresence opened = empty(room);
        all.put(room, opened);
        return opened;
    }

    void close(RoomId room) {
        all.remove(room);
        unsettled.remove(room);
    }

    void forEach(BiConsumer<RoomId, RoomPresence> action) {
        all.forEach(action);
    }

    /// Something changed there.
    void unsettle(RoomId room) {
        unsettled.add(room);
    }

    void settle(RoomId room) {
        unsettled.remove(room);
    }

    List<RoomId> unsettled() {
        return List.copyOf(unsettled);
    }
}
