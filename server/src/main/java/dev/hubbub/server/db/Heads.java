package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.MEMBERSHIPS;
import static dev.hubbub.schema.generated.Tables.ROOMS;
import static org.jooq.impl.DSL.currentInstant;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Record3;

/// How far the rooms' logs go, who came into rooms lately, and who is in: what a node asks that may have been
/// told too little, or too late. Blocks.
public final class Heads {
    /// More than ever join in so short a time. Whoever is beyond that hears of it when he connects again.
    private static final int MOST_JOINS = 100_000;

    private final DSLContext sql;

    public Heads(Database database) {
        sql = database.sql();
    }

    /// The last seq of each of `rooms`; those that do not exist are left out.
    public Map<RoomId, Long> of(Collection<RoomId> rooms) {
        Map<RoomId, Long> heads = HashMap.newHashMap(rooms.size());
        sql.select(ROOMS.ID, ROOMS.LAST_SEQ)
                .from(ROOMS)
                .where(ROOMS.ID.eq(Arrays.any(rooms.stream().mapToLong(RoomId::value))))
                .forEach(row -> heads.put(new RoomId(row.value1()), row.value2()));
        return heads;
    }

    /// The database's clock, by which [#joinedSince] is asked.
    public Instant now() {
        return sql.select(currentInstant()).fetchSingle().value1();
    }

    /// Who got into a room since then, and is in it, by the clocks of the nodes that wrote it.
    public List<Membership> joinedSince(Instant moment) {
        return sql.select(MEMBERSHIPS.ROOM_ID, MEMBERSHIPS.USER_ID, MEMBERSHIPS.JOINED_SEQ)
                .from(MEMBERSHIPS)
                .where(MEMBERSHIPS.JOINED_AT.ge(moment))
                .limit(MOST_JOINS)
                .fetch(Heads::membership);
    }

    /// Which of `users` are in which of `rooms`; of the global room it says nothing.
    public List<Membership> among(Collection<UserId> users, Collection<RoomId> rooms) {
        return sql.select(MEMBERSHIPS.ROOM_ID, MEMBERSHIPS.USER_ID, MEMBERSHIPS.JOINED_SEQ)
                .from(MEMBERSHIPS)
                .where(MEMBERSHIPS.USER_ID.eq(Arrays.any(users.stream().mapToLong(UserId::value))))
                .and(MEMBERSHIPS.ROOM_ID.eq(Arrays.any(rooms.stream().mapToLong(RoomId::value))))
                .fetch(Heads::membership);
    }

    private static Membership membership(Record3<Long, Long, Long> row) {
        return new Membership(new RoomId(row.value1()), new UserId(row.value2()), row.value3());
    }
}
