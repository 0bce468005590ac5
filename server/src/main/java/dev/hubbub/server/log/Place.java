package dev.hubbub.server.log;

import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.RoomId;
import java.time.Instant;

/// Where an event stands.
record Place(RoomId room, long seq, EventKind kind, Instant at) {}
