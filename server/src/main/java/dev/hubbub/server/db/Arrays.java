package dev.hubbub.server.db;

import java.util.stream.LongStream;
import org.jooq.QuantifiedSelect;
import org.jooq.Record1;
import org.jooq.impl.DSL;

/// Many ids as one array parameter: `in (?, ?, …)` would be another statement to plan for each length.
final class Arrays {
    private Arrays() {}

    static QuantifiedSelect<Record1<Long>> any(LongStream ids) {
        return DSL.any(ids.boxed().toArray(Long[]::new));
    }
}
