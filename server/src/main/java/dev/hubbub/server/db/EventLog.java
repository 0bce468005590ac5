package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.EVENTS;
import static dev.hubbub.schema.generated.Tables.USERS;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.HistoryPage;
import dev.hubbub.protocol.HistoryQuery;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SelectOnConditionStep;
import org.jooq.SortField;

/// The rooms' logs, read. Only committed events show.
public final class EventLog {
    private final DSLContext sql;
    private final PreparedQuery<Event> stretch;

    public EventLog(Database database) {
        sql = database.sql();
        stretch = new PreparedQuery<>(
                sql,
                events().where(EVENTS.ROOM_ID.eq(0L).and(EVENTS.SEQ.between(0L, 0L)))
                        .orderBy(EVENTS.SEQ),
                EventLog::event);
    }

    /// Up to `limit` events from `fromSeq` on, in order and without a gap.
    public List<Event> range(RoomId room, long fromSeq, int limit) {
        return all(room, Span.of(fromSeq, fromSeq + limit - 1));
    }

    /// One page, after searching a bounded stretch of the log for it.
    ///
    /// @param lastSeq the room's newest event that the page may tell of
    public HistoryPage history(RoomId room, long lastSeq, HistoryQuery query) {
        return new HistorySearch(this, room, lastSeq, query).page();
    }

    /// The first seq whose event was committed at or after `time`; one past the end if there is none. `at`
    /// never decreases within a room, so a binary search finds it without an index on time.
    long firstAtOrAfter(RoomId room, Instant time, long lastSeq) {
        long low = 1;
        long high = lastSeq + 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (at(room, middle).isBefore(time)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Instant at(RoomId room, long seq) {
        return sql.select(EVENTS.AT)
                .from(EVENTS)
                .where(EVENTS.ROOM_ID.eq(room.value()), EVENTS.SEQ.eq(seq))
                .fetchSingle()
                .value1();
    }

    /// The event that this (author, ref) stands for.
    public Optional<Event> find(UserId author, Ref ref) {
        return fetch(EVENTS.REF.eq(ref.value()).and(EVENTS.AUTHOR_ID.eq(author.value())), EVENTS.SEQ.asc(), 1).stream()
                .findFirst();
    }

    /// Everything in `span`, in order.
    List<Event> all(RoomId room, Span span) {
        return stretch.rows(room.value(), span.first(), span.last());
    }

    /// By position, in the order of [#events].
    private static Event event(ResultSet row) throws SQLException {
        var kind = EventKind.ofCode(row.getShort(3));
        String text = row.getString(8);
        Long subject = row.getObject(9, Long.class);
        return new Event(
                new RoomId(row.getLong(1)),
                row.getLong(2),
                kind,
                row.getTimestamp(4).toInstant(),
                Rows.person(row.getLong(5), row.getString(6)),
                new Ref(row.getString(7)),
                Rows.text(kind, text),
                subject == null ? null : Rows.person(subject, row.getString(10)),
                row.getString(11),
                Rows.topic(kind, text));
    }

    /// What in `span` passes the filter, in the given order.
    List<Event> select(RoomId room, Span span, Condition filter, SortField<Long> order, int limit) {
        return fetch(
                EVENTS.ROOM_ID
                        .eq(room.value())
                        .and(EVENTS.SEQ.between(span.first(), span.last()))
                        .and(filter),
                order,
                limit);
    }

    /// With the names of those whom they are about.
    private SelectOnConditionStep<?> events() {
        return sql.select(
                        EVENTS.ROOM_ID,
                        EVENTS.SEQ,
                        EVENTS.KIND,
                        EVENTS.AT,
                        EVENTS.AUTHOR_ID,
                        USERS.USERNAME,
                        EVENTS.REF,
                        EVENTS.TEXT,
                        EVENTS.USER_ID,
                        Rows.SUBJECT.USERNAME,
                        EVENTS.NAME)
                .from(EVENTS)
                .leftJoin(USERS)
                .on(USERS.ID.eq(EVENTS.AUTHOR_ID))
                .leftJoin(Rows.SUBJECT)
                .on(Rows.SUBJECT.ID.eq(EVENTS.USER_ID));
    }

    private List<Event> fetch(Condition condition, SortField<Long> order, int limit) {
        return events().where(condition).orderBy(order).limit(limit).fetch(Rows::event);
    }
}
