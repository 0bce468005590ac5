package dev.hubbub.server.command;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Does with a snapshot and the events after it what a client does.
final class RoomList {
    private final UserId owner;
    private final Map<RoomId, RoomState> rooms = new HashMap<>();

    RoomList(UserId owner, List<RoomState> snapshot) {
        this.owner = owner;
        snapshot.forEach(this::open);
    }

    UserId owner() {
        return owner;
    }

    Map<RoomId, RoomState> rooms() {
        return Map.copyOf(rooms);
    }

    void open(RoomState room) {
        rooms.put(room.id(), room);
    }

    void apply(Event event) {
        var room = rooms.get(event.room());
        if (room == null || event.seq() <= room.lastSeq()) {
            return;
        }
        var next = with(room, room.name(), room.members(), event.seq(), room.readSeq(), room.unread());
        switch (event.kind()) {
            case MESSAGE ->
                open(with(next, next.name(), next.members(), next.lastSeq(), next.readSeq(), next.unread() + 1));
            case MEMBER_JOINED -> open(members(next, 1));
            case MEMBER_LEFT, MEMBER_REMOVED -> {
                if (event.user() != null && event.user().id().equals(owner)) {
                    rooms.remove(room.id());
                } else {
                    open(members(next, -1));
                }
            }
            case ROOM_UPDATED ->
                open(with(
                        next,
                        String.valueOf(event.name()),
                        next.members(),
                        next.lastSeq(),
                        next.readSeq(),
                        next.unread()));
            case ROOM_DELETED -> rooms.remove(room.id());
            case MESSAGE_EDITED, MESSAGE_DELETED, REACTION_ADDED, REACTION_REMOVED -> open(next);
        }
    }

    void apply(ServerMessage.ReadMoved moved) {
        rooms.computeIfPresent(
                moved.room(),
                (_, room) -> with(room, room.name(), room.members(), room.lastSeq(), moved.seq(), moved.unread()));
    }

    private static RoomState members(RoomState room, int more) {
        return with(room, room.name(), room.members() + more, room.lastSeq(), room.readSeq(), room.unread());
    }

    private static RoomState with(RoomState room, String name, int members, long lastSeq, long readSeq, long unread) {
        return new RoomState(
                room.id(),
                name,
                room.kind(),
                room.listed(),
                room.owner(),
                members,
                room.memberLimit(),
                lastSeq,
                readSeq,
                unread);
    }
}
