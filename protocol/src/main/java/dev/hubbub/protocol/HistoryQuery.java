package dev.hubbub.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which part of a room's log is wanted. At most one of `before`, `after` and `around` is given; none means the
/// newest. The filters narrow it to messages.
///
/// @param before events with a smaller seq, the nearest ones
/// @param after events with a greater seq, the nearest ones
/// @param around events on both sides of this seq, and itself
/// @param limit how many at most, 1 to [#MAX_LIMIT]
/// @param since messages committed at or after this time
/// @param until messages committed before this time
/// @param text messages that contain this, ignoring case
public record HistoryQuery(
        @Nullable Long before,
        @Nullable Long after,
        @Nullable Long around,
        int limit,
        @Nullable UserId author,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String text) {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    public static HistoryQuery newest(int limit) {
        return new HistoryQuery(null, null, null, limit, null, null, null, null);
    }

    public static HistoryQuery after(long seq, int limit) {
        return new HistoryQuery(null, seq, null, limit, null, null, null, null);
    }

    public static HistoryQuery before(long seq, int limit) {
        return new HistoryQuery(seq, null, null, limit, null, null, null, null);
    }

    public boolean isFiltered() {
        return author != null || since != null || until != null || text != null;
    }
}
