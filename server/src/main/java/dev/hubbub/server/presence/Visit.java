package dev.hubbub.server.presence;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import java.util.HashSet;
import java.util.Set;

/// One connection, as presence sees it: where it is subscribed, its user is online. Safe for any thread and
/// never blocks; the state is confined to the presence loop.
public final class Visit {
    final Person person;
    final Set<RoomId> rooms = new HashSet<>(2);
    private final Presence presence;

    Visit(Presence presence, Person person) {
        this.presence = presence;
        this.person = person;
    }

    /// The connection is subscribed to these rooms too.
    public void enter(Set<RoomId> entered) {
        presence.enter(this, Set.copyOf(entered));
    }

    /// It no longer is, because its user left the room or the room is gone.
    public void leave(RoomId room) {
        presence.leave(this, room);
    }

    /// The connection is gone. Nothing may follow, or its user would stay online for ever.
    public void end() {
        presence.end(this);
    }
}
