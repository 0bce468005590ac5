package dev.hubbub.server.account;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Reply;
import dev.hubbub.server.command.Scope;
import dev.hubbub.server.db.Membership;
import dev.hubbub.server.db.Room;
import dev.hubbub.server.db.RoomTable;
import dev.hubbub.server.db.UserChanges;
import dev.hubbub.server.db.Users;
import dev.hubbub.server.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes users whose account is gone out of their rooms, as if they had left by themselves: through the log, so that
/// everybody there sees it. Blocks: call it on virtual threads.
///
/// A room that he alone was in goes with him. One of his with others in it stays as it is, and so does his place in
/// it: it is theirs too, and nobody can say who should have it.
public final class Departures {
    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);
    /// No session has it: what is done in a user's name when he is gone.
    private static final SessionId NONE = new SessionId(0);

    private final RoomTable rooms;
    private final Users users;
    private final BiFunction<Caller, Command.Answered, CompletionStage<Reply>> commands;

    /// @param commands carries them out
    public Departures(
            RoomTable rooms, Users users, BiFunction<Caller, Command.Answered, CompletionStage<Reply>> commands) {
        this.rooms = rooms;
        this.users = users;
        this.commands = commands;
    }

    void leaveAll(UserId user) {
        Caller gone = new Caller(
                new Person(user, UserChanges.DELETED), NONE, Role.MEMBER, Set.of(Scope.WRITE), Instant.MAX, 0);
        for (Membership membership : rooms.memberships(user)) {
            rooms.find(membership.room()).ifPresent(room -> leave(gone, room));
        }
    }

    private void leave(Caller gone, Room room) {
        boolean his = gone.user().id().equals(room.owner());
        if (his && room.members() > 1) {
            return;
        }
        RoomId id = room.id();
        Command.Answered command = his ? new Command.DeleteRoom(Ref.next(), id) : new Command.LeaveRoom(Ref.next(), id);
        Reply reply = commands.apply(gone, command).toCompletableFuture().join();
        if (reply instanceof Reply.Refused refused) {
            LOG.warn("A deleted user stays in a room until the next try: {}", refused.message());
        }
    }

    /// For a housekeeper: whoever a crash or an outage left behind.
    public void finish() {
        List<UserId> left = users.deletedInRooms();
        left.forEach(this::leaveAll);
    }
}
