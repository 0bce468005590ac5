package dev.hubbub.client;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How far each room was delivered; decides for each event whether its turn has come. Confined to its client's loop.
/// Invariant: a room's position only moves by an event delivered, a reset, or a new epoch.
final class Positions {

    /// What to do with an event.
    enum Step {
        DELIVER,
        DUPLICATE,
        /// One before it is missing: the connection is not to be trusted, and the replay of a new one brings it.
        HOLE,
        /// The replay of a new connection left the same hole: the log does not give the missing events to this user.
        SKIP_HOLE
    }

    /// From where a room is wanted.
    private sealed interface Position {
        long cursor();

        /// Everything up to `seq` was delivered.
        record At(long seq) implements Position {
            @Override
            public long cursor() {
                return seq;
            }
        }

        /// From the user's joining on, whose seq only the server knows: the first event that comes is the first one.
        ///
        /// @param latest the first event has at most this seq
        record FromJoining(long latest) implements Position {
            @Override
            public long cursor() {
                return 0;
            }
        }
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
        positions.forEach((room, position) -> cursors.put(room, position.cursor()));
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

    /// Takes the rooms of a welcome. Rooms without a position start at their newest event, or from the user's joining.
    ///
    /// @return whether a room wants a replay that this connection's hello did not ask for
    boolean take(List<RoomState> rooms, boolean fromJoining) {
        boolean asked = true;
        for (RoomState room : rooms) {
            switch (positions.get(room.id())) {
                case null -> {
                    positions.put(
                            room.id(),
                            fromJoining
                                    ? new Position.FromJoining(room.lastSeq() + 1)
                                    : new Position.At(room.lastSeq()));
                    asked &= !fromJoining || room.lastSeq() == 0;
                }
                case Position.FromJoining _ -> positions.put(room.id(), new Position.FromJoining(room.lastSeq() + 1));
                case Position.At _ -> {}
            }
        }
        return !asked;
    }

    /// Rooms that are not in the welcome any more.
    Set<RoomId> forgetAllBut(List<RoomState> rooms) {
        Set<RoomId> gone = new HashSet<>(positions.keySet());
        rooms.forEach(room -> gone.remove(room.id()));
        gone.forEach(this::forget);
        return gone;
    }

    /// The user has just got into this room: an old cursor is from before he left it.
    void open(RoomState room) {
        positions.put(room.id(), new Position.FromJoining(room.lastSeq() + 1));
        holes.remove(room.id());
    }

    /// Whether it was known.
    boolean forget(RoomId room) {
        holes.remove(room);
        return positions.remove(room) != null;
    }

    void reset(RoomId room, long from) {
        positions.put(room, new Position.At(from - 1));
        holes.remove(room);
    }

    Step offer(RoomId room, long seq) {
        return switch (positions.get(room)) {
            case null -> deliver(room, seq);
            case Position.FromJoining(long latest) -> seq <= latest ? deliver(room, seq) : hole(room, seq);
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
