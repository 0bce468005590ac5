package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.MEMBERSHIPS;
import static dev.hubbub.schema.generated.Tables.ROOMS;
import static dev.hubbub.schema.generated.Tables.USERS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;

/// The rooms and who is in them, read. Changes go through the log. Deleted rooms do not exist here.
public final class RoomTable {
    private static final short GLOBAL = (short) RoomKind.GLOBAL.code();

    /// In the global room membership is implied, so its row does not count.
    static final Field<Integer> MEMBERS = when(
                    ROOMS.KIND.eq(GLOBAL),
                    select(count())
                            .from(USERS)
                            .where(USERS.DEACTIVATED_AT.isNull())
                            .asField()
                            .cast(Integer.class))
            .otherwise(ROOMS.MEMBER_COUNT)
            .as("members");

    private static final Condition EXISTS = ROOMS.DELETED_AT.isNull();

    private final DSLContext sql;
    private final PreparedQuery<RoomAccess> access;

    public RoomTable(Database database) {
        sql = database.sql();
        access = new PreparedQuery<>(
                sql,
                sql.select(ROOMS.ID, ROOMS.KIND, ROOMS.LISTED, MEMBERSHIPS.USER_ID, ROOMS.LAST_SEQ)
                        .from(ROOMS)
                        .leftJoin(MEMBERSHIPS)
                        .on(MEMBERSHIPS.ROOM_ID.eq(ROOMS.ID).and(MEMBERSHIPS.USER_ID.eq(0L)))
                        .where(ROOMS.ID.eq(0L).and(EXISTS)),
                RoomTable::access);
    }

    /// Empty if there is no such room.
    public Optional<RoomAccess> access(UserId user, RoomId room) {
        return access.rows(user.value(), room.value()).stream().findFirst();
    }

    private static RoomAccess access(ResultSet row) throws SQLException {
        var kind = RoomKind.ofCode(row.getShort(2));
        row.getLong(4);
        boolean member = kind == RoomKind.GLOBAL || !row.wasNull();
        return new RoomAccess(new RoomId(row.getLong(1)), kind, row.getBoolean(3), member, row.getLong(5));
    }

    /// Whoever asks: the caller decides who may know of it.
    public Optional<Room> find(RoomId room) {
        return fetch(ROOMS.ID.eq(room.value()), 1).stream().findFirst();
    }

    /// The listed room of this name, whatever its case.
    public Optional<Room> findByName(String name) {
        return fetch(ROOMS.NAME_KEY.eq(NameKey.of(name)).and(ROOMS.LISTED), 1).stream()
                .findFirst();
    }

    /// Hidden rooms with a password that have this name, oldest first: each may be the one that someone means
    /// who knows the password.
    public List<Room> hiddenCandidates(String name, int limit) {
        return fetch(
                ROOMS.NAME_KEY.eq(NameKey.of(name)).and(ROOMS.LISTED.isFalse()).and(ROOMS.PASSWORD_HASH.isNotNull()),
                limit);
    }

    public Optional<Membership> membership(UserId user, RoomId room) {
        if (room.equals(Room.GLOBAL)) {
            return Optional.of(new Membership(room, user, 0));
        }
        return sql.select(MEMBERSHIPS.JOINED_SEQ)
                .from(MEMBERSHIPS)
                .where(MEMBERSHIPS.ROOM_ID.eq(room.value()).and(MEMBERSHIPS.USER_ID.eq(user.value())))
                .fetchOptional(MEMBERSHIPS.JOINED_SEQ)
                .map(seq -> new Membership(room, user, seq));
    }

    /// The rooms that the user has joined; without the global one.
    public List<Membership> memberships(UserId user) {
        return sql.select(MEMBERSHIPS.ROOM_ID, MEMBERSHIPS.JOINED_SEQ)
                .from(MEMBERSHIPS)
                .where(MEMBERSHIPS.USER_ID.eq(user.value()))
                .fetch(row -> new Membership(new RoomId(row.value1()), user, row.value2()));
    }

    public int joinedRooms(UserId user) {
        return sql.fetchCount(MEMBERSHIPS, MEMBERSHIPS.USER_ID.eq(user.value()));
    }

    /// The last seq of each of `rooms` that exists, in one query: whether one has missed anything.
    public Map<RoomId, Long> lastSeqs(Collection<RoomId> rooms) {
        return sql.select(ROOMS.ID, ROOMS.LAST_SEQ)
                .from(ROOMS)
                .where(ROOMS.ID.eq(Arrays.any(rooms.stream().mapToLong(RoomId::value))))
                .fetchMap(row -> new RoomId(row.value1()), row -> row.value2());
    }

    private List<Room> fetch(Condition condition, int limit) {
        return sql.select(ROOMS.fields())
                .select(MEMBERS)
                .from(ROOMS)
                .where(condition.and(EXISTS))
                .orderBy(ROOMS.ID)
                .limit(limit)
                .fetch(RoomTable::room);
    }

    private static Room room(Record row) {
        return new Room(
                new RoomId(row.get(ROOMS.ID)),
                row.get(ROOMS.NAME),
                RoomKind.ofCode(row.get(ROOMS.KIND)),
                row.get(ROOMS.LISTED),
                row.get(ROOMS.PASSWORD_HASH),
                Rows.userId(row.get(ROOMS.OWNER_ID)),
                row.get(MEMBERS),
                row.get(ROOMS.MEMBER_LIMIT),
                row.get(ROOMS.LAST_SEQ),
                row.get(ROOMS.CREATED_AT));
    }
}
