package dev.hubbub.server.db;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;

/// That a user is in a room.
///
/// @param joinedSeq the seq of the event by which he came in; 0 for the global room
public record Membership(RoomId room, UserId user, long joinedSeq) {}
