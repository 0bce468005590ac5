package dev.hubbub.server.command;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.command.Reply.Refused;
import dev.hubbub.server.command.RoomPasswords.Check;
import dev.hubbub.server.db.Room;
import dev.hubbub.server.db.RoomTable;
import dev.hubbub.server.log.Draft;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Joining. A hidden room must look like no room to whoever does not know its password, in the answer and in
/// how long the answer takes: the queries made and the passwords tried depend on the command only, never on
/// what is found. Blocks.
final class Joins {
    /// How many hidden rooms of one name a password is tried on.
    static final int HIDDEN_TRIED = 5;

    private static final long ONE_AT_A_TIME_MS = 1_000;
    private static final Refused PASSWORD_NEEDED =
            new Refused(ErrorCode.WRONG_PASSWORD, "This room takes a password. Join with it.");
    private static final Refused WRONG_PASSWORD =
            new Refused(ErrorCode.WRONG_PASSWORD, "This is not the room's password. Ask someone in the room for it.");
    private static final Refused BY_INVITATION =
            new Refused(ErrorCode.FORBIDDEN, "This room has no password to join with. Ask its owner.");
    private static final Refused TRYING = new Refused(
            ErrorCode.RATE_LIMITED, "Another password of yours is being tried. Wait for its answer.", ONE_AT_A_TIME_MS);

    private final Entrances entrances;
    private final RoomTable rooms;
    private final RoomPasswords passwords;
    /// Who has passwords tried now. One after the other, or a guesser takes the server's cores from those who
    /// sign in.
    private final Set<UserId> trying = ConcurrentHashMap.newKeySet();

    /// Where a join leads.
    private sealed interface Way {
        record Open(RoomId room, @Nullable String verifiedHash) implements Way {}

        record Barred(Refused why) implements Way {}
    }

    Joins(Entrances entrances, RoomTable rooms, RoomPasswords passwords) {
        this.entrances = entrances;
        this.rooms = rooms;
        this.passwords = passwords;
    }

    Reply join(Caller caller, Command.JoinRoom join) {
        if (join.password() == null) {
            return enter(caller, join);
        }
        UserId user = caller.user().id();
        if (!trying.add(user)) {
            return TRYING;
        }
        try {
            return enter(caller, join);
        } finally {
            trying.remove(user);
        }
    }

    private Reply enter(Caller caller, Command.JoinRoom join) {
        return switch (way(caller.user().id(), join)) {
            case Way.Open(var room, var verifiedHash) ->
                entrances.enter(new Draft.Join(join.ref(), caller.user(), room, verifiedHash));
            case Way.Barred(var why) -> entrances.again(caller, join.ref()).orElse(why);
        };
    }

    private Way way(UserId user, Command.JoinRoom join) {
        RoomId room = join.room();
        String name = join.name();
        if (room != null) {
            return byId(user, room, join.password());
        }
        return name != null && RoomRules.nameFault(name.strip()) == null
                ? byName(name.strip(), join.password())
                : new Way.Barred(Replies.NO_SUCH_ROOM);
    }

    private Way byId(UserId user, RoomId id, @Nullable String password) {
        boolean member = rooms.membership(user, id).isPresent();
        @Nullable Room room = rooms.find(id).orElse(null);
        if (room != null && (member || isOpen(room))) {
            return new Way.Open(id, null);
        }
        return password == null
                ? new Way.Barred(refusal(room, PASSWORD_NEEDED))
                : tried(password, Collections.singletonList(room), room);
    }

    private Way byName(String name, @Nullable String password) {
        @Nullable Room listed = rooms.findByName(name).orElse(null);
        if (password == null) {
            return listed != null && isOpen(listed)
                    ? new Way.Open(listed.id(), null)
                    : new Way.Barred(refusal(listed, PASSWORD_NEEDED));
        }
        var candidates = new ArrayList<@Nullable Room>();
        if (listed != null && listed.passwordHash() != null) {
            candidates.add(listed);
        }
        int known = candidates.size();
        candidates.addAll(rooms.hiddenCandidates(name, HIDDEN_TRIED));
        while (candidates.size() < known + HIDDEN_TRIED) {
            candidates.add(null);
        }
        return tried(password, candidates, listed);
    }

    /// The first of `candidates` that the password opens; null among them costs as much time as a room.
    ///
    /// @param known whom the answer is about if it opens none
    private Way tried(String password, List<@Nullable Room> candidates, @Nullable Room known) {
        for (Room candidate : candidates) {
            String hash = candidate == null ? null : candidate.passwordHash();
            Check check = passwords.verify(password, hash);
            if (check == Check.BUSY) {
                return new Way.Barred(Replies.overloaded(passwords.retryAfterMs()));
            }
            if (check == Check.MATCH && candidate != null) {
                return new Way.Open(candidate.id(), hash);
            }
        }
        return known != null && isOpen(known)
                ? new Way.Open(known.id(), null)
                : new Way.Barred(refusal(known, WRONG_PASSWORD));
    }

    private static boolean isOpen(Room room) {
        return room.kind() == RoomKind.GLOBAL || (room.kind() == RoomKind.PUBLIC && room.passwordHash() == null);
    }

    private static Refused refusal(@Nullable Room room, Refused locked) {
        if (room == null || !room.listed()) {
            return Replies.NO_SUCH_ROOM;
        }
        return room.passwordHash() == null ? BY_INVITATION : locked;
    }
}
