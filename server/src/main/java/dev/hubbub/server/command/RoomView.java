package dev.hubbub.server.command;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.server.db.Room;
import dev.hubbub.server.db.RoomSnapshot;
import dev.hubbub.server.db.RoomTable;
import dev.hubbub.server.db.Snapshots;

/// One room as someone may see it. Blocks: call it on virtual threads.
public final class RoomView {

    public sealed interface Result {}

    /// A member looks.
    public record Seen(RoomState room) implements Result {}

    /// A hidden room is told from one that does not exist by its members only.
    public record Hidden(ErrorCode code, String message) implements Result {}

    private final Snapshots snapshots;
    private final RoomTable rooms;

    public RoomView(Snapshots snapshots, RoomTable rooms) {
        this.snapshots = snapshots;
        this.rooms = rooms;
    }

    public Result of(Caller caller, RoomId room) {
        return snapshots
                .load(caller.user().id(), room)
                .map(RoomSnapshot::state)
                .<Result>map(Seen::new)
                .orElseGet(() -> hidden(room));
    }

    private Hidden hidden(RoomId room) {
        return rooms.find(room).filter(Room::listed).isPresent()
                ? new Hidden(ErrorCode.NOT_A_MEMBER, "only members see this room; join it first")
                : new Hidden(ErrorCode.NO_SUCH_ROOM, "there is no such room; list the rooms to find one");
    }
}
