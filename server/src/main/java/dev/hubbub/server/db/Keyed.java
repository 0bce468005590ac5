package dev.hubbub.server.db;

import java.util.List;

/// An item of a list, and its place in it.
record Keyed<T>(T item, NameCursor place) {

    /// Of `rows`, which were read one more than wanted, keeps `limit`, and names the last one if there are
    /// more.
    static <T> Page<T> page(List<Keyed<T>> rows, int limit) {
        var items = rows.stream().limit(limit).map(Keyed::item).toList();
        return new Page<>(
                items, rows.size() > limit ? rows.get(limit - 1).place().encode() : null);
    }
}
