package dev.hubbub.server.db;

import java.util.List;

/// An item of a list, and its place in it.
record Keyed<T>(T item, NameCursor place) {

    /// As [Page#of], by the rows' places.
    static <T> Page<T> page(List<Keyed<T>> rows, int limit) {
        var page = Page.of(rows, limit, row -> row.place().encode());
        return new Page<>(page.items().stream().map(Keyed::item).toList(), page.next());
    }
}
