package dev.hubbub.client;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How far each room was delivered; decides for each event whether its turn has come. Confined to its client's
/// loop. Invariant: a room's position only moves by an event delivered, a reset, or a new epoch.
final class Positions {

    /// What to do with an event.
    enum Step {
        DELIVER,
        DUPLICATE,
        /// One before it is missing: the connection is not to be trusted, and the replay of a new one brings
        /// it.
        HOLE,
        /// The replay of a new connection left the same hole: the log does not give the missing events to this
        /// user.
        SKIP_HOLE
    }

    /// Where a room's stream stands.
    private sealed interface Position {
        long seq();

        /// Everything up to `seq` was delivered, and the next event has the next seq.
        record At(long seq) implements Position {}

        /// Nothing after `seq` was delivered, and the stream goes on with the user's joining, whose seq only
        /// the server knows: any up to `latest`.
        record Outside(long seq, long latest) implements Position {}
    }

    private final Map<RoomId, Position> positions = new HashMap<>();
    private final Map<RoomId, Long> holes = new HashMap<>();
    private @Nullable String epoch;

    void resume(String knownEpoch, Map<RoomId, Long> cursors) {
        epoch = knownEpoch;
        cursors.forEach((room, seq) -> positions.put(room, new Position.At(seq)));
    }

    @Nullable
    String epoch() {
        return epoch;
    }

    /// For the hello. A cursor of 0 asks for all that the user may see.
    Map<RoomId, Long> cursors() {
        Map<RoomId, Long> cursors = new HashMap<>();
        positions.forEach((room, position) -> cursors.put(room, position.seq()));
        return cursors;
    }

    /// Without the rooms that the user has left, as far as was delivered.
    Map<RoomId, Long> cursorsInside() {
        Map<RoomId, Long> cursors = cursors();
        cursors.keySet().removeIf(this::hasLeft);
        return cursors;
    }

    /// Takes the epoch of a welcome; true if it is another one than before, and every position was forgotten.
    boolean enter(String current) {
        boolean changed = epoch != null && !epoch.equals(current);
        if (changed) {
            positions.clear();
            holes.clear();
        }
        epoch = current;
        return changed;
    }

    /// Takes the rooms of a welcome. Rooms without a position start at their newest event, or from the user's
    /// joining.
    ///
    /// @return whether a room wants a replay that this connection's hello did not ask for
    boolean take(List<RoomState> rooms, boolean fromJoining) {
        boolean asked = true;
        for (RoomState room : rooms) {
            switch (positions.get(room.id())) {
                case null -> {
                    long last = room.lastSeq();
                    positions.put(
                            room.id(),
                            fromJoining ? new Position.Outside(0, Math.max(1, last)) : new Position.At(last));
                    asked &= !fromJoining || last == 0;
                }
                case Position.Outside(long seq, long _) ->
                    positions.put(room.id(), new Position.Outside(seq, Math.max(seq + 1, room.lastSeq())));
                case Position.At _ -> {}
            }
        }
        return !asked;
    }

    void forgetAllBut(List<RoomState> rooms) {
        Set<RoomId> kept = rooms.stream().map(RoomState::id).collect(Collectors.toSet());
        positions.keySet().retainAll(kept);
        holes.keySet().retainAll(kept);
    }

    /// The user has just got into this room. If the room's events run already, they tell themselves where they
    /// stand.
    void open(RoomState room) {
        switch (positions.get(room.id())) {
            case null -> positions.put(room.id(), new Position.Outside(0, Math.max(1, room.lastSeq())));
            case Position.Outside(long seq, long _) ->
                positions.put(room.id(), new Position.Outside(seq, Math.max(seq + 1, room.lastSeq())));
            case Position.At _ -> {}
        }
    }

    /// The last event delivered was the user's leaving: if he comes back, what lies between is not for him.
    void leave(RoomId room) {
        positions.computeIfPresent(room, (_, position) -> new Position.Outside(position.seq(), Long.MAX_VALUE));
    }

    /// Whether the user's leaving was the last event delivered, and nothing opened the room again.
    boolean hasLeft(RoomId room) {
        return positions.get(room) instanceof Position.Outside(long _, long latest) && latest == Long.MAX_VALUE;
    }

    void reset(RoomId room, long from) {
        positions.put(room, new Position.At(from - 1));
        holes.remove(room);
    }

    Step offer(RoomId room, long seq) {
        return switch (positions.get(room)) {
            case null -> deliver(room, seq);
            case Position.Outside(long last, long latest) -> {
                if (seq <= last) {
                    yield Step.DUPLICATE;
                }
                yield seq <= latest ? deliver(room, seq) : hole(room, seq);
            }
            case Position.At(long last) -> {
                if (seq <= last) {
                    yield Step.DUPLICATE;
                }
                yield seq == last + 1 ? deliver(room, seq) : hole(room, seq);
            }
        };
    }

    private Step deliver(RoomId room, long seq) {
        positions.put(room, new Position.At(seq));
        holes.remove(room);
        return Step.DELIVER;
    }

    private Step hole(RoomId room, long seq) {
        Long before = holes.put(room, seq);
        return before != null && before == seq ? Step.SKIP_HOLE : Step.HOLE;
    }
}
