package dev.hubbub.server.log;

import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.server.log.AppendResult.AlreadyCommitted;
import dev.hubbub.server.log.AppendResult.Committed;
import dev.hubbub.server.log.AppendResult.Refused;
import dev.hubbub.server.log.AppendResult.Unchanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Decides the drafts of one batch in the order in which they came, each against what those before it have
/// changed: a post after a removal is refused, a post after a join is not. Confined to the committer's thread.
final class Judge {
    private final BatchState state;
    private final Instant now;
    private final int maxRoomsPerUser;

    private Judge(BatchState state, Instant now, int maxRoomsPerUser) {
        this.state = state;
        this.now = now;
        this.maxRoomsPerUser = maxRoomsPerUser;
    }

    static Decision decide(List<Waiting> batch, BatchState state, Instant now, int maxRoomsPerUser) {
        var judge = new Judge(state, now, maxRoomsPerUser);
        var results = new ArrayList<AppendResult>(batch.size());
        boolean full = false;
        for (var waiting : batch) {
            results.add(judge.decide(waiting.draft()));
            full |= !(waiting.draft() instanceof Draft.Post);
        }
        return new Decision(results, state, full);
    }

    private AppendResult decide(Draft draft) {
        Place first = state.stored(AuthorRef.of(draft));
        if (first != null) {
            return isAnswerTo(draft, first)
                    ? new AlreadyCommitted(first.room(), first.seq(), first.at())
                    : Refusals.REF_REUSED;
        }
        if (draft instanceof Draft.Create create) {
            return create(create);
        }
        RoomLedger room = state.room(draft.room());
        if (room == null || room.isDeleted()) {
            return Refusals.NO_SUCH_ROOM;
        }
        if (draft instanceof Draft.Join join) {
            return join(join, room);
        }
        if (draft instanceof Draft.Close close) {
            return close(close, room);
        }
        if (!state.isMember(room, draft.author().id())) {
            return outsider(draft, room);
        }
        return member(draft, room);
    }

    /// A create and a join store the same kind of event; only a create's is a room's first.
    private static boolean isAnswerTo(Draft draft, Place place) {
        return switch (draft) {
            case Draft.Post _ -> place.kind() == EventKind.MESSAGE;
            case Draft.Create _ -> place.kind() == EventKind.MEMBER_JOINED && place.seq() == 1;
            case Draft.Join _ -> place.kind() == EventKind.MEMBER_JOINED && place.seq() > 1;
            case Draft.Leave _ -> place.kind() == EventKind.MEMBER_LEFT;
            case Draft.Remove _ -> place.kind() == EventKind.MEMBER_REMOVED;
            case Draft.Rename _ -> place.kind() == EventKind.ROOM_UPDATED;
            case Draft.SetTopic _ -> place.kind() == EventKind.TOPIC_CHANGED;
            case Draft.Delete _, Draft.Close _ -> place.kind() == EventKind.ROOM_DELETED;
        };
    }

    /// A hidden room answers strangers as if it did not exist.
    private AppendResult outsider(Draft draft, RoomLedger room) {
        if (!room.row().listed()) {
            return Refusals.NO_SUCH_ROOM;
        }
        return draft instanceof Draft.Leave ? unchanged(room) : Refusals.NOT_A_MEMBER;
    }

    private AppendResult member(Draft draft, RoomLedger room) {
        return switch (draft) {
            case Draft.Post post -> stored(post, room.post(post, now));
            case Draft.Leave leave -> leave(leave, room);
            case Draft.Remove remove -> remove(remove, room);
            case Draft.Rename rename -> rename(rename, room);
            case Draft.SetTopic set -> setTopic(set, room);
            case Draft.Delete delete -> delete(delete, room);
            case Draft.Create _, Draft.Join _, Draft.Close _ -> throw new IllegalArgumentException("decided before");
        };
    }

    private AppendResult create(Draft.Create create) {
        if (create.kind() == RoomKind.GLOBAL) {
            return Refusals.GLOBAL_ROOM;
        }
        if (create.listed() && state.isNameTaken(create.name(), create.room())) {
            return Refusals.NAME_TAKEN;
        }
        if (state.roomCount(create.author().id()) >= maxRoomsPerUser) {
            return Refusals.TOO_MANY_ROOMS;
        }
        if (state.room(create.room()) != null) {
            return Refusals.INTERNAL;
        }
        return enter(create, state.addRoom(RoomRow.fresh(create, now)));
    }

    private AppendResult join(Draft.Join join, RoomLedger room) {
        if (state.isMember(room, join.author().id())) {
            return unchanged(room);
        }
        var barred = barred(join, room);
        if (barred != null) {
            return barred;
        }
        if (state.roomCount(join.author().id()) >= maxRoomsPerUser) {
            return Refusals.TOO_MANY_ROOMS;
        }
        return room.isFull() ? Refusals.ROOM_FULL : enter(join, room);
    }

    private static @Nullable Refused barred(Draft.Join join, RoomLedger room) {
        var row = room.row();
        boolean open = row.kind() == RoomKind.PUBLIC || row.passwordHash() != null;
        if (open && Objects.equals(row.passwordHash(), join.verifiedHash())) {
            return null;
        }
        if (!row.listed()) {
            return Refusals.NO_SUCH_ROOM;
        }
        return open ? Refusals.WRONG_PASSWORD : Refusals.BY_INVITATION;
    }

    private AppendResult enter(Draft draft, RoomLedger room) {
        var place = room.join(draft, now);
        state.takeSeat(new Seat(room.id(), draft.author().id()), place.seq());
        return stored(draft, place);
    }

    private AppendResult leave(Draft.Leave leave, RoomLedger room) {
        if (room.isGlobal()) {
            return Refusals.GLOBAL_ROOM;
        }
        if (room.isOwner(leave.author())) {
            return Refusals.OWNER_STAYS;
        }
        state.freeSeat(new Seat(room.id(), leave.author().id()));
        return stored(leave, room.leave(leave, now));
    }

    private AppendResult remove(Draft.Remove remove, RoomLedger room) {
        if (room.isGlobal()) {
            return Refusals.GLOBAL_ROOM;
        }
        if (!room.isOwner(remove.author())) {
            return Refusals.NOT_THE_OWNER;
        }
        if (room.isOwner(remove.member())) {
            return Refusals.OWNER_STAYS;
        }
        if (!state.isMember(room, remove.member().id())) {
            return unchanged(room);
        }
        state.freeSeat(new Seat(room.id(), remove.member().id()));
        return stored(remove, room.remove(remove, now));
    }

    private AppendResult rename(Draft.Rename rename, RoomLedger room) {
        if (room.isGlobal()) {
            return Refusals.GLOBAL_ROOM;
        }
        if (!room.isOwner(rename.author())) {
            return Refusals.NOT_THE_OWNER;
        }
        if (rename.name().equals(room.name())) {
            return unchanged(room);
        }
        if (room.row().listed() && state.isNameTaken(rename.name(), room.id())) {
            return Refusals.NAME_TAKEN;
        }
        String before = room.name();
        var place = room.rename(rename, now);
        state.renamed(room, before);
        return stored(rename, place);
    }

    private AppendResult setTopic(Draft.SetTopic set, RoomLedger room) {
        if (room.isGlobal()) {
            return Refusals.GLOBAL_ROOM;
        }
        if (!room.isOwner(set.author())) {
            return Refusals.NOT_THE_OWNER;
        }
        return set.topic().equals(room.topic()) ? unchanged(room) : stored(set, room.setTopic(set, now));
    }

    private AppendResult delete(Draft.Delete delete, RoomLedger room) {
        if (room.isGlobal()) {
            return Refusals.GLOBAL_ROOM;
        }
        if (!room.isOwner(delete.author())) {
            return Refusals.NOT_THE_OWNER;
        }
        state.freeSeat(new Seat(room.id(), delete.author().id()));
        return end(delete, room);
    }

    private AppendResult close(Draft.Close close, RoomLedger room) {
        return room.isGlobal() ? Refusals.GLOBAL_ROOM : end(close, room);
    }

    private AppendResult end(Draft draft, RoomLedger room) {
        var place = room.delete(draft, now);
        state.deleted(room);
        return stored(draft, place);
    }

    private AppendResult stored(Draft draft, Place place) {
        state.store(AuthorRef.of(draft), place);
        return new Committed(place.room(), place.seq(), place.at());
    }

    private static AppendResult unchanged(RoomLedger room) {
        return new Unchanged(room.id(), room.lastSeq(), room.lastAt());
    }
}
