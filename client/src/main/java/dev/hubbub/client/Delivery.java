package dev.hubbub.client;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.ServerMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one client's user is given of its rooms, through all its sockets: each event once and in order. Confined
/// to its client's loop. It knows rooms and positions, and nothing of sockets.
final class Delivery {
    private final Listener listener;
    private final Positions positions = new Positions();
    private final Map<RoomId, RoomState> rooms = new HashMap<>();
    private @Nullable Person self;

    private long delivered;
    private long duplicates;
    private long holes;
    private long resets;

    Delivery(Listener listener) {
        this.listener = listener;
    }

    void resume(String epoch, Map<RoomId, Long> cursors) {
        positions.resume(epoch, cursors);
    }

    Resumption resumption() {
        return new Resumption(positions.epoch(), positions.cursorsInside());
    }

    Command.Hello hello(String token) {
        return new Command.Hello(token, positions.epoch(), positions.cursors());
    }

    /// Takes the snapshot of a new connection.
    ///
    /// @return whether a room wants a replay that this connection's hello did not ask for
    boolean welcomed(ServerMessage.Welcome welcome, boolean replayFromStart) {
        self = welcome.user();
        if (positions.enter(welcome.epoch())) {
            listener.epochChanged(welcome.epoch());
        }
        forgetAllBut(welcome.rooms());
        return positions.take(welcome.rooms(), replayFromStart);
    }

    /// While this client was away, or before it went on where another one stood, its user may have left rooms,
    /// and rooms may have been deleted.
    private void forgetAllBut(List<RoomState> current) {
        Set<RoomId> gone = new HashSet<>(positions.cursorsInside().keySet());
        positions.forgetAllBut(current);
        rooms.clear();
        current.forEach(room -> rooms.put(room.id(), room));
        gone.removeAll(rooms.keySet());
        gone.forEach(listener::roomLeft);
    }

    void opened(RoomState room) {
        positions.open(room);
        rooms.put(room.id(), room);
        listener.roomOpened(room);
    }

    /// False if one before it is missing: then the connection is not to be trusted.
    boolean deliver(Event event) {
        return deliver(event.room(), event.seq(), () -> give(event));
    }

    boolean deliver(ServerMessage.UnknownEvent event) {
        return deliver(event.room(), event.seq(), () -> listener.unknownEvent(event));
    }

    private boolean deliver(RoomId room, long seq, Runnable give) {
        boolean cameBack = positions.hasLeft(room);
        return switch (positions.offer(room, seq)) {
            case DELIVER -> {
                RoomState state = rooms.get(room);
                if (cameBack && state != null) {
                    // In a replay nobody else says so.
                    listener.roomOpened(state);
                }
                delivered++;
                give.run();
                yield true;
            }
            case DUPLICATE -> {
                duplicates++;
                yield true;
            }
            case HOLE -> {
                holes++;
                yield false;
            }
            case SKIP_HOLE -> {
                reset(room, seq);
                positions.offer(room, seq);
                delivered++;
                give.run();
                yield true;
            }
        };
    }

    private void give(Event event) {
        listener.event(event);
        if (endsMembership(event)) {
            positions.leave(event.room());
            listener.roomLeft(event.room());
        }
    }

    private boolean endsMembership(Event event) {
        return switch (event.kind()) {
            case ROOM_DELETED -> true;
            case MEMBER_LEFT, MEMBER_REMOVED ->
                self != null && self.id().equals(subject(event).id());
            case UNKNOWN,
                    MESSAGE,
                    MESSAGE_EDITED,
                    MESSAGE_DELETED,
                    REACTION_ADDED,
                    REACTION_REMOVED,
                    MEMBER_JOINED,
                    ROOM_UPDATED,
                    TOPIC_CHANGED -> false;
        };
    }

    private static Person subject(Event event) {
        return event.user() == null ? event.author() : event.user();
    }

    void reset(RoomId room, long from) {
        resets++;
        positions.reset(room, from);
        listener.reset(room, from);
    }

    ClientCounts counts(long connects, long resends) {
        return new ClientCounts(delivered, duplicates, holes, resets, connects, resends);
    }
}
