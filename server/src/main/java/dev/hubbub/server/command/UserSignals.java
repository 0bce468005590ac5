package dev.hubbub.server.command;

import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;

/// Sends something that is not worth storing to all connections of a user. Never blocks.
@FunctionalInterface
public interface UserSignals {
    void send(UserId user, ServerMessage message);
}
