package dev.hubbub.server.presence;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Does with a room's signals what a client does: keeps the online list by its first message and the diffs.
final class RecordingRoom implements RoomSignals {
    private final RoomId room;
    private final List<ServerMessage> received = new ArrayList<>();
    private final Set<Person> online = new HashSet<>();
    private boolean listed;
    private int count;

    RecordingRoom(RoomId room) {
        this.room = room;
    }

    @Override
    public void send(RoomId to, ServerMessage message) {
        if (to.equals(room)) {
            received.add(message);
            if (message instanceof ServerMessage.Presence presence) {
                take(presence);
            }
        }
    }

    void take(ServerMessage.Presence presence) {
        if (presence.count() != null) {
            listed = false;
            count = presence.count();
            return;
        }
        if (presence.online() != null) {
            listed = true;
            online.clear();
            online.addAll(presence.online());
        }
        if (listed) {
            presence.left().forEach(online::remove);
            online.addAll(presence.joined());
            count = online.size();
        }
    }

    boolean isListed() {
        return listed;
    }

    Set<Person> online() {
        return Set.copyOf(online);
    }

    int count() {
        return count;
    }

    /// What came since the last call.
    List<ServerMessage> drain() {
        var all = List.copyOf(received);
        received.clear();
        return all;
    }
}
