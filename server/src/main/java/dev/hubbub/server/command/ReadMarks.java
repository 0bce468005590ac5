package dev.hubbub.server.command;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.server.command.Reply.Done;
import dev.hubbub.server.command.Sights.Member;
import dev.hubbub.server.command.Sights.Sight;
import dev.hubbub.server.db.ReadMarkers;
import dev.hubbub.server.db.ReadMarkers.Position;

/// How far a user has read, kept the same on all his devices. Blocks.
final class ReadMarks {
    private final ReadMarkers markers;
    private final Sights sights;
    private final UserSignals signals;

    ReadMarks(ReadMarkers markers, Sights sights, UserSignals signals) {
        this.markers = markers;
        this.sights = sights;
        this.signals = signals;
    }

    Reply mark(Caller caller, Command.MarkRead mark) {
        if (mark.seq() < 0) {
            return Replies.invalid("seq must be 0 or more.");
        }
        return switch (sights.of(caller.user().id(), mark.room())) {
            case Sight.Inside(Member member) -> move(member, mark);
            case Sight.Outside _ -> Replies.NOT_A_MEMBER;
            case Sight.Nothing _ -> Replies.NO_SUCH_ROOM;
        };
    }

    private Reply move(Member of, Command.MarkRead mark) {
        var position = markers.move(of.user(), of.room(), mark.seq());
        position.filter(reached -> isNews(reached, mark))
                .ifPresent(reached -> signals.send(
                        of.user(),
                        new ServerMessage.ReadMoved(
                                reached.room(), reached.seq(), reached.unread(), reached.lastSeq())));
        return position.<Reply>map(reached ->
                        new Done(new AckBody.Read(reached.room(), reached.seq(), reached.unread(), reached.lastSeq())))
                .orElse(Replies.NO_SUCH_ROOM);
    }

    /// A marker beyond what was asked for stood there before, and the other devices know.
    private static boolean isNews(Position reached, Command.MarkRead mark) {
        return reached.seq() > 0 && reached.seq() <= mark.seq();
    }
}
