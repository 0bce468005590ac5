package dev.hubbub.server.log;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;

/// A user's place in a room, taken or not.
record Seat(RoomId room, UserId user) {}
