package dev.hubbub.server.command;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.server.command.Reply.Done;
import dev.hubbub.server.command.Reply.Refused;
import dev.hubbub.server.db.Outage;
import dev.hubbub.server.db.Snapshots;
import dev.hubbub.server.log.AppendResult;
import dev.hubbub.server.log.Draft;

/// The last step of creating and of joining a room: append, then show the room as its new member sees it.
/// Blocks.
final class Entrances {
    private static final Refused GONE_SINCE = new Refused(
            ErrorCode.NOT_A_MEMBER,
            "This ref did let you into the room, but you are out of it again. Join with a new ref.");

    private final LogWriter log;
    private final Snapshots snapshots;

    Entrances(LogWriter log, Snapshots snapshots) {
        this.log = log;
        this.snapshots = snapshots;
    }

    Reply enter(Draft draft) {
        var result = log.appendAndWait(draft);
        return switch (result) {
            case AppendResult.Committed done -> state(draft, done.room());
            case AppendResult.AlreadyCommitted done -> state(draft, done.room());
            case AppendResult.Unchanged done -> state(draft, done.room());
            case AppendResult.Refused _, AppendResult.Busy _, AppendResult.Unconfirmed _ -> Replies.of(result);
        };
    }

    private Reply state(Draft draft, RoomId room) {
        try {
            return snapshots
                    .load(draft.author().id(), room)
                    .<Reply>map(snapshot -> new Done(new AckBody.Entered(snapshot.state())))
                    .orElse(GONE_SINCE);
        } catch (RuntimeException e) {
            if (!Outage.isBehind(e)) {
                throw e;
            }
            // It is stored, so "nothing was stored" would be a lie; the same ref brings the state.
            return Replies.UNCONFIRMED;
        }
    }
}
