package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.EVENTS;
import static dev.hubbub.schema.generated.Tables.ROOMS;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;

import dev.hubbub.protocol.RoomId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;

/// Which stretches of the rooms' logs were committed when, by the clocks of the nodes. Blocks, and reads all
/// rooms' rows: for what happens once in a while.
public final class CommitTimes {
    private final DSLContext sql;
    private final int most;

    /// @param most how far back from its end a room's log is looked at; each event since the asked time costs a
    ///     look, for there is no index on the time
    public CommitTimes(Database database, int most) {
        sql = database.sql();
        this.most = most;
    }

    /// One for each room in which something was committed at or after `from` and before `until`.
    public List<Stretch> between(Instant from, Instant until) {
        Field<Long> before = lastBefore(from);
        Field<Long> last = lastBefore(until);
        List<Stretch> stretches = new ArrayList<>();
        sql.select(ROOMS.ID, ROOMS.LAST_SEQ, before, last)
                .from(ROOMS)
                .where(ROOMS.LAST_AT.ge(from))
                .forEach(row -> {
                    long oldest = Math.max(0, row.value2() - most);
                    long first = (row.value3() == null ? oldest : row.value3()) + 1;
                    if (row.value4() != null && row.value4() >= first) {
                        stretches.add(new Stretch(new RoomId(row.value1()), first, row.value4()));
                    }
                });
        return stretches;
    }

    /// Times never decrease along a log: so the way back from its end is as short as it can be.
    private Field<Long> lastBefore(Instant time) {
        return field(select(EVENTS.SEQ)
                .from(EVENTS)
                .where(EVENTS.ROOM_ID.eq(ROOMS.ID), EVENTS.SEQ.gt(ROOMS.LAST_SEQ.minus(most)), EVENTS.AT.lt(time))
                .orderBy(EVENTS.SEQ.desc())
                .limit(1));
    }
}
