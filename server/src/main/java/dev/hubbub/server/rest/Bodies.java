package dev.hubbub.server.rest;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.CommandReader;
import dev.hubbub.protocol.RoomId;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads request bodies with the reader that WebSocket frames go through, so that both edges refuse the same
/// things alike.
final class Bodies {
    private static final CommandReader READER = new CommandReader();
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.US_ASCII);

    private Bodies() {}

    /// For routes that need no words. Micronaut refuses a request without a body where an array is asked for, but not
    /// where a text is.
    static byte[] orNothing(@Nullable String body) {
        return body == null ? NOTHING : body.getBytes(StandardCharsets.UTF_8);
    }

    /// @param body null or empty when the request has none
    /// @param type of the command, as on the WebSocket
    /// @throws Refusal if it is not such a command
    static <C extends Command.Answered> C read(
            Class<C> command, byte @Nullable [] body, String type, @Nullable RoomId room) {
        byte[] json = body == null || body.length == 0 ? NOTHING : body;
        return switch (READER.read(json, type, room)) {
            case CommandReader.Accepted(Command accepted) -> command.cast(accepted);
            case CommandReader.Rejected rejected -> throw new Refusal(new Problem(rejected.code(), rejected.message()));
        };
    }
}
