package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.MEMBERSHIPS;
import static dev.hubbub.schema.generated.Tables.ROOMS;
import static dev.hubbub.schema.generated.Tables.USERS;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.when;

import dev.hubbub.protocol.Member;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.RoomListing;
import dev.hubbub.protocol.UserId;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Lists of rooms and of members, by name, a page at a time.
public final class Directory {
    private final DSLContext sql;

    public Directory(Database database) {
        sql = database.sql();
    }

    /// The rooms that `user` may see: the global one, listed ones and those he is in. A private room's topic shows,
    /// and is found, by its members only.
    ///
    /// @param query part of a name or topic; null for all
    /// @param after the last page's cursor; null, or one that nobody gave, for the first page
    public Page<RoomListing> rooms(UserId user, @Nullable String query, @Nullable String after, int limit) {
        Condition inside = ROOMS.KIND
                .eq((short) RoomKind.GLOBAL.code())
                .or(exists(selectOne()
                        .from(MEMBERSHIPS)
                        .where(MEMBERSHIPS.ROOM_ID.eq(ROOMS.ID).and(MEMBERSHIPS.USER_ID.eq(user.value())))));
        Field<Boolean> joined = field(inside).as("joined");
        Field<String> topic = when(ROOMS.KIND.eq((short) RoomKind.PUBLIC.code()).or(inside), ROOMS.TOPIC)
                .otherwise("");
        Condition visible = ROOMS.LISTED
                .isTrue()
                .or(ROOMS.ID.in(
                        sql.select(MEMBERSHIPS.ROOM_ID).from(MEMBERSHIPS).where(MEMBERSHIPS.USER_ID.eq(user.value()))));
        Condition meant = query == null
                ? noCondition()
                : ROOMS.NAME_KEY.contains(NameKey.of(query)).or(topic.containsIgnoreCase(query));
        var shownTopic = topic.as("shown_topic");
        var rows = sql.select(ROOMS.ID, ROOMS.NAME, ROOMS.NAME_KEY, ROOMS.KIND, ROOMS.PASSWORD_HASH)
                .select(RoomTable.MEMBERS, joined, shownTopic)
                .from(ROOMS)
                .where(ROOMS.DELETED_AT.isNull(), visible, meant, isAfter(ROOMS.NAME_KEY, ROOMS.ID, after))
                .orderBy(ROOMS.NAME_KEY, ROOMS.ID)
                .limit(limit + 1)
                .fetch(row -> new Keyed<>(
                        listing(row, row.get(shownTopic), row.get(joined)),
                        new NameCursor(row.get(ROOMS.NAME_KEY), row.get(ROOMS.ID))));
        return Keyed.page(rows, limit);
    }

    private static RoomListing listing(Record row, String topic, boolean joined) {
        return new RoomListing(
                new RoomId(row.get(ROOMS.ID)),
                row.get(ROOMS.NAME),
                topic,
                RoomKind.ofCode(row.get(ROOMS.KIND)),
                row.get(RoomTable.MEMBERS),
                row.get(ROOMS.PASSWORD_HASH) != null,
                joined);
    }

    /// Every room there is, hidden ones too; for those who run the server.
    ///
    /// @param query part of a name; null for all
    /// @param after as for [#rooms]
    public Page<RoomSummary> allRooms(@Nullable String query, @Nullable String after, int limit) {
        Condition named = query == null ? noCondition() : ROOMS.NAME_KEY.contains(NameKey.of(query));
        var rows = sql.select(ROOMS.fields())
                .select(USERS.USERNAME, RoomTable.MEMBERS)
                .from(ROOMS)
                .leftJoin(USERS)
                .on(USERS.ID.eq(ROOMS.OWNER_ID))
                .where(ROOMS.DELETED_AT.isNull(), named, isAfter(ROOMS.NAME_KEY, ROOMS.ID, after))
                .orderBy(ROOMS.NAME_KEY, ROOMS.ID)
                .limit(limit + 1)
                .fetch(row -> new Keyed<>(summary(row), new NameCursor(row.get(ROOMS.NAME_KEY), row.get(ROOMS.ID))));
        return Keyed.page(rows, limit);
    }

    private static RoomSummary summary(Record row) {
        Long owner = row.get(ROOMS.OWNER_ID);
        return new RoomSummary(
                new RoomId(row.get(ROOMS.ID)),
                row.get(ROOMS.NAME),
                RoomKind.ofCode(row.get(ROOMS.KIND)),
                row.get(ROOMS.LISTED),
                row.get(ROOMS.PASSWORD_HASH) != null,
                owner == null ? null : Rows.person(owner, row.get(USERS.USERNAME)),
                row.get(RoomTable.MEMBERS),
                row.get(ROOMS.LAST_SEQ),
                row.get(ROOMS.CREATED_AT),
                row.get(ROOMS.LAST_AT));
    }

    /// Who is in the room; in the global room every active user, since he registered. The database does not
    /// know who is online: nobody is marked so.
    public Page<Member> members(RoomId room, @Nullable String after, int limit) {
        boolean global = room.equals(Room.GLOBAL);
        Field<Instant> since = global ? USERS.CREATED_AT : MEMBERSHIPS.JOINED_AT;
        var from = global
                ? USERS.crossJoin(ROOMS)
                : USERS.join(MEMBERSHIPS)
                        .on(MEMBERSHIPS.USER_ID.eq(USERS.ID))
                        .join(ROOMS)
                        .on(ROOMS.ID.eq(MEMBERSHIPS.ROOM_ID));
        var rows = sql.select(USERS.ID, USERS.USERNAME, USERS.USERNAME_KEY, ROOMS.OWNER_ID, since)
                .from(from)
                .where(ROOMS.ID.eq(room.value()), ROOMS.DELETED_AT.isNull())
                .and(global ? USERS.DEACTIVATED_AT.isNull() : noCondition())
                .and(isAfter(USERS.USERNAME_KEY, USERS.ID, after))
                .orderBy(USERS.USERNAME_KEY, USERS.ID)
                .limit(limit + 1)
                .fetch(row -> new Keyed<>(
                        new Member(
                                Rows.person(row.value1(), row.value2()),
                                row.value1().equals(row.value4()),
                                row.value5(),
                                false),
                        new NameCursor(row.value3(), row.value1())));
        return Keyed.page(rows, limit);
    }

    static Condition isAfter(Field<String> key, Field<Long> id, @Nullable String after) {
        return after == null
                ? noCondition()
                : NameCursor.decode(after)
                        .map(cursor -> row(key, id).gt(cursor.key(), cursor.id()))
                        .orElse(noCondition());
    }
}
