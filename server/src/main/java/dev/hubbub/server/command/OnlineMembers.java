package dev.hubbub.server.command;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import java.util.Set;

/// Knows who is online. May block for a moment.
@FunctionalInterface
public interface OnlineMembers {
    /// Those of the users who are online in the room.
    Set<UserId> among(RoomId room, Set<UserId> users);
}
