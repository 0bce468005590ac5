package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.EVENTS;
import static dev.hubbub.schema.generated.Tables.READ_MARKERS;
import static dev.hubbub.schema.generated.Tables.ROOMS;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.val;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import java.util.Optional;
import org.jooq.DSLContext;

/// How far each user has read each room.
public final class ReadMarkers {

    /// Where a marker stands now.
    ///
    /// @param unread how many messages stand after `seq`
    /// @param lastSeq the room's newest event when they were counted
    public record Position(RoomId room, long seq, long unread, long lastSeq) {}

    private final DSLContext sql;

    public ReadMarkers(Database database) {
        sql = database.sql();
    }

    /// Moves the user's marker forward to `seq`, or to the end of the log if that is nearer. A marker never
    /// moves back: devices that were away would make read messages unread. Empty if there is no such room. Does
    /// not ask whether the user is a member.
    public Optional<Position> move(UserId user, RoomId room, long seq) {
        long reached = Math.min(seq, lastSeq(room));
        if (reached > 0) {
            upsert(user, room, reached);
        }
        return find(user, room);
    }

    public Optional<Position> find(UserId user, RoomId room) {
        return sql.select(READ_MARKERS.SEQ, READ_MARKERS.MESSAGE_NO, ROOMS.MESSAGE_COUNT, ROOMS.LAST_SEQ)
                .from(ROOMS)
                .leftJoin(READ_MARKERS)
                .on(READ_MARKERS.ROOM_ID.eq(ROOMS.ID).and(READ_MARKERS.USER_ID.eq(user.value())))
                .where(ROOMS.ID.eq(room.value()), ROOMS.DELETED_AT.isNull())
                .fetchOptional(row -> row.value1() == null
                        ? new Position(room, 0, row.value3(), row.value4())
                        : new Position(room, row.value1(), row.value3() - row.value2(), row.value4()));
    }

    private long lastSeq(RoomId room) {
        return sql.select(ROOMS.LAST_SEQ)
                .from(ROOMS)
                .where(ROOMS.ID.eq(room.value()), ROOMS.DELETED_AT.isNull())
                .fetchOptional(ROOMS.LAST_SEQ)
                .orElse(0L);
    }

    private void upsert(UserId user, RoomId room, long seq) {
        sql.insertInto(READ_MARKERS)
                .columns(READ_MARKERS.USER_ID, READ_MARKERS.ROOM_ID, READ_MARKERS.SEQ, READ_MARKERS.MESSAGE_NO)
                .select(sql.select(val(user.value()), EVENTS.ROOM_ID, EVENTS.SEQ, EVENTS.MESSAGE_NO)
                        .from(EVENTS)
                        .where(EVENTS.ROOM_ID.eq(room.value()), EVENTS.SEQ.eq(seq)))
                .onConflict(READ_MARKERS.USER_ID, READ_MARKERS.ROOM_ID)
                .doUpdate()
                .set(READ_MARKERS.SEQ, excluded(READ_MARKERS.SEQ))
                .set(READ_MARKERS.MESSAGE_NO, excluded(READ_MARKERS.MESSAGE_NO))
                .where(READ_MARKERS.SEQ.lt(excluded(READ_MARKERS.SEQ)))
                .execute();
    }
}
