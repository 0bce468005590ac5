package dev.hubbub.server.db;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A page of a list.
///
/// @param next the cursor to ask on with; null when this was the last page
public record Page<T>(List<T> items, @Nullable String next) {

    /// Of `rows`, which were read one more than wanted, keeps `limit`, and names the last one if there are more.
    ///
    /// @param cursor names a row's place in the list
    static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursor) {
        return rows.size() > limit
                ? new Page<>(rows.subList(0, limit), cursor.apply(rows.get(limit - 1)))
                : new Page<>(rows, null);
    }
}
