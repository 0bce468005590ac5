package dev.hubbub.server.hub;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;

/// That a user is in a room, since its event `joinedSeq`.
public record Stay(UserId user, RoomId room, long joinedSeq) {}
