package dev.hubbub.server.command;

import dev.hubbub.protocol.Command;
import java.util.concurrent.CompletionStage;

/// Where commands go: [Commands], or whoever watches over them on the way there.
@FunctionalInterface
public interface CommandHandler {
    /// Never blocks and never fails: whatever goes wrong is a [Reply.Refused].
    CompletionStage<Reply> handle(Caller caller, Command.Answered command);
}
