package dev.hubbub.server.command;

import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.protocol.ServerMessage.AckBody.Stored;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.command.Reply.Done;
import dev.hubbub.server.db.EventLog;
import dev.hubbub.server.db.Outage;
import dev.hubbub.server.db.Snapshots;
import dev.hubbub.server.log.AppendResult;
import dev.hubbub.server.log.Draft;
import java.util.Optional;

/// The last step of creating and of joining a room: append, then show the room as its new member sees it.
/// Blocks.
final class Entrances {
    private final LogWriter log;
    private final EventLog events;
    private final Snapshots snapshots;

    Entrances(LogWriter log, EventLog events, Snapshots snapshots) {
        this.log = log;
        this.events = events;
        this.snapshots = snapshots;
    }

    Reply enter(Draft draft) {
        var result = log.appendAndWait(draft);
        return switch (result) {
            case AppendResult.Committed(var room, long seq, var at) ->
                entered(draft.author().id(), new Stored(room, seq, at));
            case AppendResult.AlreadyCommitted(var room, long seq, var at) ->
                entered(draft.author().id(), new Stored(room, seq, at));
            case AppendResult.Unchanged(var room, long seq, var at) ->
                entered(draft.author().id(), new Stored(room, seq, at));
            case AppendResult.Refused _, AppendResult.Busy _, AppendResult.Unconfirmed _ -> Replies.of(result);
        };
    }

    /// The first answer again, if this ref has let its author into a room before, whatever the room asks of
    /// newcomers by now.
    Optional<Reply> again(Caller caller, Ref ref) {
        UserId user = caller.user().id();
        return events.find(user, ref)
                .filter(event -> event.kind() == EventKind.MEMBER_JOINED && event.seq() > 1)
                .map(event -> entered(user, new Stored(event.room(), event.seq(), event.at())));
    }

    /// With the room's state as long as the user is in it; who is out of it again gets where the event stands.
    private Reply entered(UserId user, Stored place) {
        try {
            return new Done(snapshots
                    .load(user, place.room())
                    .<AckBody>map(snapshot -> new AckBody.Entered(snapshot.state()))
                    .orElse(place));
        } catch (RuntimeException e) {
            if (!Outage.isBehind(e)) {
                throw e;
            }
            // It is stored, so "nothing was stored" would be a lie; the same ref brings the state.
            return Replies.UNCONFIRMED;
        }
    }
}
