package dev.hubbub.server.gateway;

import dev.hubbub.protocol.RoomState;

/// A room that a user is in, as the snapshot shows it.
///
/// @param joinedSeq the seq of his own join, before which he gets nothing; 0 for the global room
public record Place(RoomState state, long joinedSeq) {}
