package dev.hubbub.server.db;

import dev.hubbub.protocol.RoomState;

/// A room as a member saw it at one moment.
///
/// @param joinedSeq the seq of the member's own join; 0 for the global room. Live he gets only events from
///     there on.
public record RoomSnapshot(RoomState state, long joinedSeq) {}
