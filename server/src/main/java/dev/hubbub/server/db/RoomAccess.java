package dev.hubbub.server.db;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;

/// How one user stands to a room that exists.
///
/// @param listed whether its existence is no secret
/// @param lastSeq the newest event when it was asked
public record RoomAccess(RoomId room, RoomKind kind, boolean listed, boolean member, long lastSeq) {}
