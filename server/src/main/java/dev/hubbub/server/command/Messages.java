package dev.hubbub.server.command;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.Texts;
import dev.hubbub.server.command.Reply.Refused;
import dev.hubbub.server.log.Draft;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Posting. The one command that must be cheap: no thread hop, no look-up; the transaction that stores it also
/// judges it.
final class Messages {
    private final LogWriter log;
    private final int mostBytes;

    Messages(LogWriter log, int mostBytes) {
        this.log = log;
        this.mostBytes = mostBytes;
    }

    CompletableFuture<Reply> post(Caller caller, Command.Post post) {
        var fault = fault(post.text());
        return fault == null
                ? log.appendAndReply(new Draft.Post(post.ref(), caller.user(), post.room(), post.text()))
                : CompletableFuture.completedFuture(fault);
    }

    private @Nullable Refused fault(String text) {
        if (text.isBlank()) {
            return Replies.invalid("text is blank. Write something.");
        }
        if (!Texts.isStorable(text)) {
            return Replies.invalid("text holds a NUL or half a surrogate pair. Send whole Unicode characters.");
        }
        int bytes = Texts.utf8Length(text);
        return bytes <= mostBytes
                ? null
                : new Refused(
                        ErrorCode.TOO_LARGE,
                        "text has %d bytes as UTF-8, and at most %d are taken. Split it.".formatted(bytes, mostBytes));
    }
}
