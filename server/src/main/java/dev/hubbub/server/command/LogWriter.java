package dev.hubbub.server.command;

import dev.hubbub.server.log.AppendResult;
import dev.hubbub.server.log.Draft;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The way into the log: [dev.hubbub.server.log.GroupCommitters] behind it, or a test that answers as a
/// database in trouble would.
@FunctionalInterface
interface LogWriter {

    /// Never blocks; `done` is called exactly once, on whichever thread.
    void append(Draft draft, Consumer<AppendResult> done);

    /// Waits for the outcome; for virtual threads.
    default AppendResult appendAndWait(Draft draft) {
        var result = new CompletableFuture<AppendResult>();
        append(draft, result::complete);
        return result.join();
    }

    /// The reply of a command that is one event and nothing more.
    default CompletableFuture<Reply> appendAndReply(Draft draft) {
        var reply = new CompletableFuture<Reply>();
        append(draft, result -> reply.complete(Replies.of(result)));
        return reply;
    }
}
