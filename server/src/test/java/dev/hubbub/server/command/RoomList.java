package dev.hubbub.server.command;

import dev.hubbub.client.Unread;
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
    private final Map<RoomId, Unread> unread = new HashMap<>();

    RoomList(UserId owner, List<RoomState> snapshot) {
        this.owner = owner;
        snapshot.forEach(this::open);
    }

    UserId owner() {
        return owner;
    }

    Map<RoomId, RoomState> rooms() {
        rooms.replaceAll((id, room) -> counted(room, unread(id).count()));
        return Map.copyOf(rooms);
    }

    void open(RoomState room) {
        rooms.put(room.id(), room);
        unread(room.id()).take(room);
    }

    private void put(RoomState room) {
        rooms.put(room.id(), room);
    }

    private Unread unread(RoomId room) {
        return unread.computeIfAbsent(room, _ -> new Unread());
    }

    void apply(Event event) {
        var room = rooms.get(event.room());
        if (room == null) {
            return;
        }
        unread(room.id()).take(event);
        if (event.seq() <= room.lastSeq()) {
            return;
        }
        var next = with(room, room.name(), room.members(), event.seq());
        switch (event.kind()) {
            case MEMBER_JOINED -> put(members(next, 1));
            case MEMBER_LEFT, MEMBER_REMOVED -> {
                if (event.user() != null && event.user().id().equals(owner)) {
                    forget(room.id());
                } else {
                    put(members(next, -1));
                }
            }
            case ROOM_UPDATED -> put(with(next, String.valueOf(event.name()), next.members(), next.lastSeq()));
            case TOPIC_CHANGED -> put(about(next, String.valueOf(event.topic())));
            case ROOM_DELETED -> forget(room.id());
            case UNKNOWN, MESSAGE, MESSAGE_EDITED, MESSAGE_DELETED, REACTION_ADDED, REACTION_REMOVED -> put(next);
        }
    }

    private void forget(RoomId room) {
        rooms.remove(room);
        unread.remove(room);
    }

    void apply(ServerMessage.ReadMoved moved) {
        rooms.computeIfPresent(moved.room(), (_, room) -> {
            unread(room.id()).take(moved);
            return read(room, moved.seq());
        });
    }

    private static RoomState members(RoomState room, int more) {
        return with(room, room.name(), room.members() + more, room.lastSeq());
    }

    private static RoomState with(RoomState room, String name, int members, long lastSeq) {
        return state(room, name, room.topic(), members, lastSeq, room.readSeq(), room.unread());
    }

    private static RoomState about(RoomState room, String topic) {
        return state(room, room.name(), topic, room.members(), room.lastSeq(), room.readSeq(), room.unread());
    }

    private static RoomState read(RoomState room, long seq) {
        long readSeq = Math.max(seq, room.readSeq());
        return state(room, room.name(), room.topic(), room.members(), room.lastSeq(), readSeq, room.unread());
    }

    private static RoomState counted(RoomState room, long unread) {
        return state(room, room.name(), room.topic(), room.members(), room.lastSeq(), room.readSeq(), unread);
    }

    private static RoomState state(
            RoomState room, String name, String topic, int members, long lastSeq, long readSeq, long unread) {
        return new RoomState(
                room.id(),
                name,
                topic,
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
