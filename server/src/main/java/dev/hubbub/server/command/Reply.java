package dev.hubbub.server.command;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.ServerMessage.AckBody;
import org.jspecify.annotations.Nullable;

/// The one answer to a command.
public sealed interface Reply {

    record Done(AckBody body) implements Reply {}

    /// @param retryAfterMs null unless trying the same again makes sense
    record Refused(ErrorCode code, String message, @Nullable Long retryAfterMs) implements Reply {
        public Refused(ErrorCode code, String message) {
            this(code, message, null);
        }
    }
}
