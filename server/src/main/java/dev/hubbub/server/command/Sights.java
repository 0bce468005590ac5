package dev.hubbub.server.command;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.command.Reply.Refused;
import dev.hubbub.server.db.RoomAccess;
import dev.hubbub.server.db.RoomTable;
import org.jspecify.annotations.Nullable;

/// What a user may know of a room. Blocks.
final class Sights {
    private final RoomTable rooms;

    /// How a user stands to a room.
    sealed interface Sight {
        record Inside(RoomAccess access) implements Sight {}

        /// He may know that it exists, but is not in it.
        record Outside(RoomAccess access) implements Sight {}

        /// There is none, or none that he may know of.
        record Nothing() implements Sight {}
    }

    Sights(RoomTable rooms) {
        this.rooms = rooms;
    }

    /// One query in any case, or the time that the answer takes would tell hidden rooms from missing ones.
    Sight of(UserId user, RoomId room) {
        @Nullable RoomAccess access = rooms.access(user, room).orElse(null);
        if (access == null) {
            return new Sight.Nothing();
        }
        if (access.member()) {
            return new Sight.Inside(access);
        }
        return access.listed() ? new Sight.Outside(access) : new Sight.Nothing();
    }

    /// Null for a member, else why he may not look inside.
    @Nullable
    Refused barrier(UserId user, RoomId id) {
        return switch (of(user, id)) {
            case Sight.Inside _ -> null;
            case Sight.Outside _ -> Replies.NOT_A_MEMBER;
            case Sight.Nothing _ -> Replies.NO_SUCH_ROOM;
        };
    }
}
