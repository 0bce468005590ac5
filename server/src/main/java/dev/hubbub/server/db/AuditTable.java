package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.AUDIT;
import static dev.hubbub.schema.generated.Tables.USERS;
import static org.jooq.impl.DSL.currentInstant;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.audit.Action;
import dev.hubbub.server.audit.AuditEntry;
import dev.hubbub.server.audit.AuditEvent;
import dev.hubbub.server.audit.AuditQuery;
import dev.hubbub.server.audit.AuditRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;
import org.jspecify.annotations.Nullable;

/// The audit log. Rows come and never change; the database sees to that, and lets only [#deleteOlder] delete.
public final class AuditTable {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final DSLContext sql;

    public AuditTable(Database database) {
        sql = database.sql();
    }

    /// All or none; an entry that is there already stays as it is.
    public void insert(List<AuditEntry> entries) {
        var insert = sql.insertInto(
                AUDIT,
                AUDIT.ENTRY,
                AUDIT.AT,
                AUDIT.ACTION,
                AUDIT.WHO,
                AUDIT.WHOM,
                AUDIT.ADDRESS,
                AUDIT.REQUEST_ID,
                AUDIT.DETAILS);
        for (AuditEntry entry : entries) {
            AuditEvent event = entry.event();
            UserId who = event.who();
            insert = insert.values(
                    DSL.val(entry.id()),
                    DSL.val(entry.at()),
                    DSL.val(event.action().wireName()),
                    DSL.val(who == null ? null : who.value(), SQLDataType.BIGINT),
                    DSL.val(event.whom(), SQLDataType.CLOB),
                    DSL.val(orNull(event.from().addressText()), SQLDataType.CLOB),
                    DSL.val(event.from().request(), SQLDataType.CLOB),
                    json(event.details()));
        }
        insert.onConflict(AUDIT.ENTRY).doNothing().execute();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Field<JSONB> json(Map<String, String> details) {
        String[] keys = details.keySet().toArray(String[]::new);
        String[] values = details.values().toArray(String[]::new);
        return DSL.field("jsonb_object({0}, {1})", JSONB.class, DSL.val(keys), DSL.val(values));
    }

    public Page<AuditRow> page(AuditQuery query) {
        List<AuditRow> rows = sql.select(AUDIT.fields())
                .select(USERS.USERNAME)
                .from(AUDIT)
                .leftJoin(USERS)
                .on(USERS.ID.eq(AUDIT.WHO))
                .where(conditions(query))
                .orderBy(AUDIT.NO.desc())
                .limit(query.limit() + 1)
                .fetch(AuditTable::row);
        return Page.of(rows, query.limit(), row -> Long.toString(row.no()));
    }

    private static List<Condition> conditions(AuditQuery query) {
        List<Condition> conditions = new ArrayList<>();
        Action action = query.action();
        if (action != null) {
            conditions.add(AUDIT.ACTION.eq(action.wireName()));
        }
        UserId who = query.who();
        if (who != null) {
            conditions.add(AUDIT.WHO.eq(who.value()));
        }
        equal(conditions, AUDIT.WHOM, query.whom());
        equal(conditions, AUDIT.ADDRESS, query.address());
        Instant since = query.since();
        if (since != null) {
            conditions.add(AUDIT.AT.ge(storable(since)));
        }
        Instant until = query.until();
        if (until != null) {
            conditions.add(AUDIT.AT.lt(storable(until)));
        }
        Long before = query.before();
        if (before != null) {
            conditions.add(AUDIT.NO.lt(before));
        }
        return conditions;
    }

    /// The nearest time that PostgreSQL knows: Java's reach further, and it refuses them.
    private static Instant storable(Instant time) {
        if (time.isBefore(EARLIEST)) {
            return EARLIEST;
        }
        return time.isAfter(LATEST) ? LATEST : time;
    }

    private static void equal(List<Condition> conditions, Field<String> field, @Nullable String value) {
        if (value != null) {
            conditions.add(field.eq(value));
        }
    }

    private static AuditRow row(Record row) {
        Long who = row.get(AUDIT.WHO);
        return new AuditRow(
                row.get(AUDIT.NO),
                row.get(AUDIT.AT),
                row.get(AUDIT.ACTION),
                who == null ? null : Rows.person(who, row.get(USERS.USERNAME)),
                row.get(AUDIT.WHOM),
                row.get(AUDIT.ADDRESS),
                row.get(AUDIT.REQUEST_ID),
                row.get(AUDIT.DETAILS).data());
    }

    /// The database keeps those of the last day whatever is asked for.
    public void deleteOlder(Duration kept) {
        sql.transaction(transaction -> {
            transaction.dsl().execute("SET LOCAL hubbub.audit_sweep = 'on'");
            transaction
                    .dsl()
                    .deleteFrom(AUDIT)
                    .where(AUDIT.AT.lt(currentInstant().sub(DayToSecond.valueOf(kept))))
                    .execute();
        });
    }
}
