package dev.hubbub.server.command;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.server.command.Reply.Done;
import dev.hubbub.server.command.Reply.Refused;
import dev.hubbub.server.log.AppendResult;

/// The replies that several features give, each worded in one place.
final class Replies {
    static final long UNAVAILABLE_RETRY_MS = 1_000;
    static final Refused UNAVAILABLE = new Refused(
            ErrorCode.UNAVAILABLE,
            "The database does not answer. Nothing was stored; try again in a moment.",
            UNAVAILABLE_RETRY_MS);
    static final Refused UNCONFIRMED = new Refused(
            ErrorCode.UNCONFIRMED,
            "It may or may not have been stored. Send the same again with the same ref to find out.",
            UNAVAILABLE_RETRY_MS);
    static final Refused INTERNAL =
            new Refused(ErrorCode.INTERNAL, "The server failed at this. Its operator finds the cause in the log.");
    /// Word for word what the log says of a room that is not there, or a hidden one could be told from a
    /// missing one.
    static final Refused NO_SUCH_ROOM =
            new Refused(ErrorCode.NO_SUCH_ROOM, "There is no such room. Look at the list of rooms.");
    static final Refused NOT_A_MEMBER = new Refused(ErrorCode.NOT_A_MEMBER, "You are not in this room. Join it first.");

    private static final Done DONE = new Done(new AckBody.Done());

    private Replies() {}

    static Refused invalid(String message) {
        return new Refused(ErrorCode.INVALID, message);
    }

    static Refused insufficientScope(Scope needed) {
        return new Refused(
                ErrorCode.INSUFFICIENT_SCOPE,
                "This API token is not good for that. Make one with the scope %s.".formatted(needed.wireName()));
    }

    static Refused overloaded(long retryAfterMs) {
        return new Refused(
                ErrorCode.OVERLOADED,
                "The server has too much to do. Nothing was stored; try again in a moment.",
                retryAfterMs);
    }

    /// What became of a draft, as the answer to the command behind it.
    static Reply of(AppendResult result) {
        return switch (result) {
            case AppendResult.Committed(var room, long seq, var at) -> new Done(new AckBody.Stored(room, seq, at));
            case AppendResult.AlreadyCommitted(var room, long seq, var at) ->
                new Done(new AckBody.Stored(room, seq, at));
            case AppendResult.Unchanged _ -> DONE;
            case AppendResult.Refused(var code, var message) -> new Refused(code, message);
            case AppendResult.Busy(var code, long retryAfterMs) -> busy(code, retryAfterMs);
            case AppendResult.Unconfirmed(long retryAfterMs) ->
                new Refused(UNCONFIRMED.code(), UNCONFIRMED.message(), retryAfterMs);
        };
    }

    private static Refused busy(ErrorCode code, long retryAfterMs) {
        return code == ErrorCode.OVERLOADED
                ? overloaded(retryAfterMs)
                : new Refused(code, UNAVAILABLE.message(), retryAfterMs);
    }
}
