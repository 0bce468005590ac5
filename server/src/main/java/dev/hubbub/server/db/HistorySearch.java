package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.EVENTS;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.HistoryPage;
import dev.hubbub.protocol.HistoryQuery;
import dev.hubbub.protocol.RoomId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/// One request for history. A filter may match nothing in millions of events, so each request looks at a
/// bounded stretch and says where to go on, or one reader would hold a connection for minutes.
final class HistorySearch {
    private static final int MAX_SCAN = 20_000;

    private final EventLog log;
    private final RoomId room;
    private final HistoryQuery query;
    private final Span searched;
    /// Null if everything is a match.
    private final @Nullable Condition filter;

    /// The matches, in order, and the seqs at which the search on either side goes on; null where there is
    /// nothing more.
    private record Found(
            List<Event> events,
            @Nullable Long before,
            @Nullable Long after) {}

    HistorySearch(EventLog log, RoomId room, long lastSeq, HistoryQuery query) {
        this.log = log;
        this.room = room;
        this.query = query;
        searched = searchedSpan(log, room, lastSeq, query);
        filter = filter(query);
    }

    HistoryPage page() {
        Long before = query.before();
        Long after = query.after();
        Long around = query.around();
        if (around != null) {
            return around(around);
        }
        var found = after != null
                ? forward(after, query.limit())
                : backward(before != null ? before : Long.MAX_VALUE, query.limit());
        return new HistoryPage(found.events(), found.before(), found.after());
    }

    private HistoryPage around(long seq) {
        var older = backward(seq, query.limit() / 2);
        var newer = forward(seq - 1, query.limit() - older.events().size());
        var events = new ArrayList<>(older.events());
        events.addAll(newer.events());
        return new HistoryPage(events, older.before(), newer.after());
    }

    private Found backward(long seq, int limit) {
        var open = searched.before(seq);
        if (open.isEmpty()) {
            return new Found(List.of(), null, open.last() < searched.last() ? Math.max(seq - 1, 0) : null);
        }
        var scanned = open.newest(scan(limit));
        var events = limit == 0 ? List.<Event>of() : newest(scanned, limit);
        long reached =
                limit == 0 ? seq : events.size() == limit ? events.getFirst().seq() : scanned.first();
        return new Found(
                events, reached > open.first() ? reached : null, open.last() < searched.last() ? open.last() : null);
    }

    private Found forward(long seq, int limit) {
        var open = searched.after(seq);
        if (open.isEmpty()) {
            return new Found(List.of(), searched.isEmpty() ? null : searched.last() + 1, null);
        }
        var scanned = open.oldest(scan(limit));
        var events =
                filter == null ? log.all(room, scanned) : log.select(room, scanned, filter, EVENTS.SEQ.asc(), limit);
        long reached = events.size() == limit ? events.getLast().seq() : scanned.last();
        return new Found(
                events, open.first() > searched.first() ? open.first() : null, reached < open.last() ? reached : null);
    }

    private List<Event> newest(Span scanned, int limit) {
        if (filter == null) {
            return log.all(room, scanned);
        }
        var events = new ArrayList<>(log.select(room, scanned, filter, EVENTS.SEQ.desc(), limit));
        Collections.reverse(events);
        return events;
    }

    /// Without a filter each seq is a match.
    private long scan(int limit) {
        return filter == null ? limit : MAX_SCAN;
    }

    private static Span searchedSpan(EventLog log, RoomId room, long last, HistoryQuery query) {
        var since = query.since();
        var until = query.until();
        return Span.of(
                since == null ? 1 : log.firstAtOrAfter(room, since, last),
                until == null ? last : log.firstAtOrAfter(room, until, last) - 1);
    }

    private static @Nullable Condition filter(HistoryQuery query) {
        if (!query.isFiltered()) {
            return null;
        }
        Condition filter = EVENTS.KIND.eq((short) EventKind.MESSAGE.code());
        var author = query.author();
        if (author != null) {
            filter = filter.and(EVENTS.AUTHOR_ID.eq(author.value()));
        }
        var text = query.text();
        return text == null ? filter : filter.and(EVENTS.TEXT.containsIgnoreCase(text));
    }
}
