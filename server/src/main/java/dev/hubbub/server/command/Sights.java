package dev.hubbub.server.command;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.RoomAccess;
import dev.hubbub.server.db.RoomTable;
import org.jspecify.annotations.Nullable;

/// What a user may know of a room. Blocks.
final class Sights {
    private final RoomTable rooms;

    /// That a user is in a room: the proof that whatever only members may do asks for, so that no path can forget to
    /// check. Only made here, of what the database says.
    static final class Member {
        private final UserId user;
        private final RoomAccess access;

        private Member(UserId user, RoomAccess access) {
            this.user = user;
            this.access = access;
        }

        UserId user() {
            return user;
        }

        RoomId room() {
            return access.room();
        }

        RoomKind kind() {
            return access.kind();
        }

        /// The newest event when it was asked.
        long lastSeq() {
            return access.lastSeq();
        }
    }

    /// How a user stands to a room.
    sealed interface Sight {
        record Inside(Member member) implements Sight {}

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
            return new Sight.Inside(new Member(user, access));
        }
        return access.listed() ? new Sight.Outside(access) : new Sight.Nothing();
    }
}
