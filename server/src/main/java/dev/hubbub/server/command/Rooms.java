package dev.hubbub.server.command;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.command.Reply.Refused;
import dev.hubbub.server.db.Users;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.log.Draft;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Making, changing and ending rooms. Who may is decided in the transaction, not here.
final class Rooms {
    private static final Refused NO_SUCH_USER =
            new Refused(ErrorCode.NO_SUCH_USER, "There is no such user. Look at the room's list of members.");

    private static final Refused GUESTS_MAKE_NONE =
            new Refused(ErrorCode.FORBIDDEN, "Guests make no rooms. Ask a member to make it and to let you in.");

    private final LogWriter log;
    private final Entrances entrances;
    private final Users users;
    private final RoomPasswords passwords;
    private final Ids ids;
    private final int mostMembers;

    Rooms(LogWriter log, Entrances entrances, Users users, RoomPasswords passwords, Ids ids, int mostMembers) {
        this.log = log;
        this.entrances = entrances;
        this.users = users;
        this.passwords = passwords;
        this.ids = ids;
        this.mostMembers = mostMembers;
    }

    /// Blocks.
    Reply create(Caller caller, Command.CreateRoom create) {
        if (caller.role() == Role.GUEST) {
            return GUESTS_MAKE_NONE;
        }
        String name = create.name().strip();
        var fault = fault(name, create);
        if (fault != null) {
            return fault;
        }
        String password = create.password();
        if (password == null) {
            return entrances.enter(draft(caller, create, name, null));
        }
        return passwords
                .hash(password)
                .map(hash -> entrances.enter(draft(caller, create, name, hash)))
                .orElseGet(() -> Replies.overloaded(passwords.retryAfterMs()));
    }

    private @Nullable Refused fault(String name, Command.CreateRoom create) {
        var nameFault = RoomRules.nameFault(name);
        return nameFault != null ? nameFault : RoomRules.setUpFault(create, mostMembers);
    }

    private Draft draft(Caller caller, Command.CreateRoom create, String name, @Nullable String passwordHash) {
        return new Draft.Create(
                create.ref(),
                caller.user(),
                new RoomId(ids.nextId()),
                name,
                create.kind(),
                create.listed(),
                passwordHash,
                create.memberLimit() == 0 ? mostMembers : create.memberLimit());
    }

    CompletableFuture<Reply> leave(Caller caller, Command.LeaveRoom leave) {
        return log.appendAndReply(new Draft.Leave(leave.ref(), caller.user(), leave.room()));
    }

    CompletableFuture<Reply> delete(Caller caller, Command.DeleteRoom delete) {
        return log.appendAndReply(new Draft.Delete(delete.ref(), caller.user(), delete.room()));
    }

    CompletableFuture<Reply> rename(Caller caller, Command.RenameRoom rename) {
        String name = rename.name().strip();
        var fault = RoomRules.nameFault(name);
        return fault == null
                ? log.appendAndReply(new Draft.Rename(rename.ref(), caller.user(), rename.room(), name))
                : CompletableFuture.completedFuture(fault);
    }

    CompletableFuture<Reply> setTopic(Caller caller, Command.SetTopic set) {
        String topic = RoomRules.topic(set.topic());
        var fault = RoomRules.topicFault(topic);
        return fault == null
                ? log.appendAndReply(new Draft.SetTopic(set.ref(), caller.user(), set.room(), topic))
                : CompletableFuture.completedFuture(fault);
    }

    /// Blocks.
    Reply remove(Caller caller, Command.RemoveMember remove) {
        var member = users.persons(List.of(remove.user())).get(remove.user());
        return member == null
                ? NO_SUCH_USER
                : Replies.of(log.appendAndWait(new Draft.Remove(remove.ref(), caller.user(), remove.room(), member)));
    }
}
