package dev.hubbub.server.presence;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;

/// Sends something that is not worth storing to all connections that are subscribed to a room. Never blocks.
@FunctionalInterface
public interface RoomSignals {
    void send(RoomId room, ServerMessage message);
}
