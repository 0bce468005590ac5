package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.MEMBERSHIPS;
import static dev.hubbub.schema.generated.Tables.READ_MARKERS;
import static dev.hubbub.schema.generated.Tables.ROOMS;
import static dev.hubbub.schema.generated.Tables.USERS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;

/// What users see of their rooms, all of it at one moment.
public final class Snapshots {
    private static final Field<Long> VIEWER = USERS.ID.as("viewer");
    private static final Field<Long> JOINED =
            coalesce(MEMBERSHIPS.JOINED_SEQ, inline(0L)).as("joined");
    private static final Field<Long> READ =
            coalesce(READ_MARKERS.SEQ, inline(0L)).as("read");
    private static final Field<Long> UNREAD = ROOMS.MESSAGE_COUNT
            .minus(coalesce(READ_MARKERS.MESSAGE_NO, inline(0L)))
            .as("unread");

    private final DSLContext sql;

    public Snapshots(Database database) {
        sql = database.sql();
    }

    /// The rooms of each of `users`, the global one first; users who do not exist are left out. One query
    /// however many users: after a restart all of them come back at once.
    public Map<UserId, List<RoomSnapshot>> load(Collection<UserId> users) {
        Condition wanted = USERS.ID.eq(Arrays.any(users.stream().mapToLong(UserId::value)));
        var snapshots = new HashMap<UserId, List<RoomSnapshot>>();
        query(wanted, noCondition())
                .forEach(row -> snapshots
                        .computeIfAbsent(new UserId(row.get(VIEWER)), _ -> new ArrayList<>())
                        .add(snapshot(row)));
        snapshots
                .values()
                .forEach(rooms -> rooms.sort(
                        Comparator.comparing((RoomSnapshot room) -> room.state().id())));
        return snapshots;
    }

    /// One room as `user` sees it; empty if he is not in it.
    public Optional<RoomSnapshot> load(UserId user, RoomId room) {
        return query(USERS.ID.eq(user.value()), ROOMS.ID.eq(room.value())).fetchOptional(Snapshots::snapshot);
    }

    /// One statement, hence one snapshot of the database.
    private Select<? extends Record> query(Condition users, Condition rooms) {
        var global = USERS.join(ROOMS)
                .on(ROOMS.ID.eq(Room.GLOBAL.value()))
                .leftJoin(MEMBERSHIPS)
                .on(MEMBERSHIPS.ROOM_ID.eq(ROOMS.ID).and(MEMBERSHIPS.USER_ID.eq(USERS.ID)));
        var joined = USERS.join(MEMBERSHIPS)
                .on(MEMBERSHIPS.USER_ID.eq(USERS.ID))
                .join(ROOMS)
                .on(ROOMS.ID.eq(MEMBERSHIPS.ROOM_ID));
        return select(global, users, rooms).unionAll(select(joined, users, rooms));
    }

    private Select<Record> select(Table<?> from, Condition users, Condition rooms) {
        return sql.select(List.of(
                        VIEWER,
                        ROOMS.ID,
                        ROOMS.NAME,
                        ROOMS.TOPIC,
                        ROOMS.KIND,
                        ROOMS.LISTED,
                        ROOMS.OWNER_ID,
                        RoomTable.MEMBERS,
                        ROOMS.MEMBER_LIMIT,
                        ROOMS.LAST_SEQ,
                        JOINED,
                        READ,
                        UNREAD))
                .from(from)
                .leftJoin(READ_MARKERS)
                .on(READ_MARKERS.USER_ID.eq(USERS.ID).and(READ_MARKERS.ROOM_ID.eq(ROOMS.ID)))
                .where(users, rooms, ROOMS.DELETED_AT.isNull());
    }

    private static RoomSnapshot snapshot(Record row) {
        var state = new RoomState(
                new RoomId(row.get(ROOMS.ID)),
                row.get(ROOMS.NAME),
                row.get(ROOMS.TOPIC),
                RoomKind.ofCode(row.get(ROOMS.KIND)),
                row.get(ROOMS.LISTED),
                Rows.userId(row.get(ROOMS.OWNER_ID)),
                row.get(RoomTable.MEMBERS),
                row.get(ROOMS.MEMBER_LIMIT),
                row.get(ROOMS.LAST_SEQ),
                row.get(READ),
                row.get(UNREAD));
        return new RoomSnapshot(state, row.get(JOINED));
    }
}
