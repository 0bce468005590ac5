package dev.hubbub.server.command;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.HistoryQuery;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.protocol.Texts;
import dev.hubbub.server.command.Reply.Done;
import dev.hubbub.server.command.Reply.Refused;
import dev.hubbub.server.command.Sights.Member;
import dev.hubbub.server.command.Sights.Sight;
import dev.hubbub.server.db.EventLog;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reading back. Members see all of a room's log, from before they joined too; nobody else sees any. Blocks.
final class Histories {
    private static final int TEXT_LENGTH = 200;

    private final EventLog log;
    private final Sights sights;

    Histories(EventLog log, Sights sights) {
        this.log = log;
        this.sights = sights;
    }

    Reply history(Caller caller, Command.History history) {
        var query = history.query();
        var fault = fault(query);
        if (fault != null) {
            return fault;
        }
        return switch (sights.of(caller.user().id(), history.room())) {
            case Sight.Inside(Member member) -> page(member, query);
            case Sight.Outside _ -> Replies.NOT_A_MEMBER;
            case Sight.Nothing _ -> Replies.NO_SUCH_ROOM;
        };
    }

    private Reply page(Member of, HistoryQuery query) {
        return new Done(new AckBody.History(log.history(of.room(), of.lastSeq(), query)));
    }

    private static @Nullable Refused fault(HistoryQuery query) {
        if (query.limit() < 1 || query.limit() > HistoryQuery.MAX_LIMIT) {
            return Replies.invalid("limit must be from 1 to %d.".formatted(HistoryQuery.MAX_LIMIT));
        }
        if (anchors(query).count() > 1) {
            return Replies.invalid("Give only one of before, after and around.");
        }
        if (anchors(query).anyMatch(seq -> seq < 0)) {
            return Replies.invalid("before, after and around are seqs, from 0 on.");
        }
        String text = query.text();
        boolean good = text == null || (!text.isEmpty() && text.length() <= TEXT_LENGTH && Texts.isStorable(text));
        return good ? null : Replies.invalid("text must have from 1 to %d characters.".formatted(TEXT_LENGTH));
    }

    private static Stream<Long> anchors(HistoryQuery query) {
        return Stream.of(query.before(), query.after(), query.around()).filter(Objects::nonNull);
    }
}
