package dev.hubbub.server.gateway;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.server.hub.Start;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where each room's stream goes on for a client that says how far it has seen it.
///
/// @param starts for each room, where it is fed from
/// @param resets what the client must be told because its cursor is out of reach
/// @param left rooms of its cursors that its user is not in
record Resume(Map<RoomId, Start> starts, List<ServerMessage.Reset> resets, List<RoomId> left) {
    /// How much a client that fell too far behind gets of what it missed.
    private static final int TAIL = 100;

    static Resume of(Command.Hello hello, List<Place> places, String epoch, int replayLimit) {
        boolean sameEpoch = hello.epoch() == null || hello.epoch().equals(epoch);
        Map<RoomId, Long> cursors = sameEpoch ? hello.cursors() : Map.of();
        Map<RoomId, Start> starts = new HashMap<>();
        List<ServerMessage.Reset> resets = new ArrayList<>();
        for (Place place : places) {
            RoomId room = place.state().id();
            long last = place.state().lastSeq();
            Long cursor = cursors.get(room);
            long start = cursor == null ? last : reachable(cursor, place, replayLimit);
            if (cursor != null && start != cursor) {
                resets.add(new ServerMessage.Reset(room, last, start + 1));
            }
            starts.put(room, new Start(start, last));
        }
        List<RoomId> left = hello.cursors().keySet().stream()
                .filter(room -> !starts.containsKey(room))
                .toList();
        return new Resume(starts, resets, left);
    }

    /// The cursor itself, or the seq after which the replay starts instead.
    private static long reachable(long cursor, Place place, int replayLimit) {
        long last = place.state().lastSeq();
        long oldest = Math.max(0, place.joinedSeq() - 1);
        if (cursor > last) {
            return last;
        }
        if (last - Math.max(cursor, oldest) > replayLimit) {
            return Math.max(oldest, last - Math.min(TAIL, replayLimit));
        }
        return Math.max(cursor, oldest);
    }
}
