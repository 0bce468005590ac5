package dev.hubbub.client;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a listener was told. Confined to its test.
final class Transcript implements Listener {
    final List<ConnectionState> states = new ArrayList<>();
    final Map<RoomId, List<Long>> seqs = new HashMap<>();
    final Map<RoomId, List<Long>> resets = new HashMap<>();
    final List<String> epochs = new ArrayList<>();
    final List<RoomId> opened = new ArrayList<>();
    final List<RoomId> left = new ArrayList<>();
    /// Where rooms began that the user had got into while this client was away.
    final Map<RoomId, Set<Long>> starts = new HashMap<>();
    final List<ServerMessage.UnknownEvent> unknown = new ArrayList<>();
    private final Set<RoomId> present = new HashSet<>();

    @Override
    public void stateChanged(ConnectionState state) {
        states.add(state);
    }

    @Override
    public void welcomed(ServerMessage.Welcome welcome) {
        for (RoomState room : welcome.rooms()) {
            if (present.add(room.id())) {
                starts.computeIfAbsent(room.id(), _ -> new HashSet<>()).add(room.lastSeq() + 1);
            }
        }
    }

    @Override
    public void event(Event event) {
        seqs.computeIfAbsent(event.room(), _ -> new ArrayList<>()).add(event.seq());
    }

    @Override
    public void unknownEvent(ServerMessage.UnknownEvent event) {
        unknown.add(event);
    }

    @Override
    public void reset(RoomId room, long from) {
        resets.computeIfAbsent(room, _ -> new ArrayList<>()).add(from);
    }

    @Override
    public void epochChanged(String epoch) {
        epochs.add(epoch);
    }

    @Override
    public void roomOpened(RoomState room) {
        opened.add(room.id());
        present.add(room.id());
    }

    @Override
    public void roomLeft(RoomId room) {
        left.add(room);
        present.remove(room);
    }

    ConnectionState state() {
        return states.getLast();
    }

    boolean isOnline() {
        return !states.isEmpty() && state() instanceof ConnectionState.Online;
    }

    List<Long> of(RoomId room) {
        return seqs.getOrDefault(room, List.of());
    }
}
