package dev.hubbub.server.command;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.HistoryQuery;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.protocol.Texts;
import dev.hubbub.server.command.Reply.Done;
import dev.hubbub.server.command.Reply.Refused;
import dev.hubbub.server.command.Sights.Member;
import dev.hubbub.server.command.Sights.Sight;
import dev.hubbub.server.db.Directory;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The lists of rooms and of members, a page at a time. Blocks.
final class Directories {
    private static final Refused EVERYONE = new Refused(
            ErrorCode.NOT_POSSIBLE, "Every user is in this room, too many to list. Go by its count of members.");

    private final Directory directory;
    private final Sights sights;
    private final OnlineMembers online;

    Directories(Directory directory, Sights sights, OnlineMembers online) {
        this.directory = directory;
        this.sights = sights;
        this.online = online;
    }

    Reply rooms(Caller caller, Command.ListRooms list) {
        var fault = limitFault(list.limit());
        if (fault != null) {
            return fault;
        }
        String query = list.query() == null ? "" : list.query().strip();
        if (query.length() > RoomRules.NAME_LENGTH || !Texts.isStorable(query)) {
            return Replies.invalid(
                    "query must be part of a name, at most %d characters.".formatted(RoomRules.NAME_LENGTH));
        }
        var page = directory.rooms(caller.user().id(), query.isEmpty() ? null : query, list.after(), list.limit());
        return new Done(new AckBody.Rooms(page.items(), page.next()));
    }

    /// Members see who is with them; of a public room everyone does.
    Reply members(Caller caller, Command.ListMembers list) {
        var fault = limitFault(list.limit());
        if (fault != null) {
            return fault;
        }
        return switch (sights.of(caller.user().id(), list.room())) {
            case Sight.Inside(Member member) when member.kind() == RoomKind.GLOBAL -> EVERYONE;
            case Sight.Inside(Member member) -> members(member.room(), list);
            case Sight.Outside(var access) when access.kind() == RoomKind.PUBLIC -> members(access.room(), list);
            case Sight.Outside _ -> Replies.NOT_A_MEMBER;
            case Sight.Nothing _ -> Replies.NO_SUCH_ROOM;
        };
    }

    private Reply members(RoomId room, Command.ListMembers list) {
        var page = directory.members(room, list.after(), list.limit());
        var ids = page.items().stream().map(member -> member.user().id()).collect(Collectors.toSet());
        var here = online.among(room, ids);
        var members = page.items().stream()
                .map(member -> member.online(here.contains(member.user().id())))
                .toList();
        return new Done(new AckBody.Members(members, page.next()));
    }

    private static @Nullable Refused limitFault(int limit) {
        return limit >= 1 && limit <= HistoryQuery.MAX_LIMIT
                ? null
                : Replies.invalid("limit must be from 1 to %d.".formatted(HistoryQuery.MAX_LIMIT));
    }
}
