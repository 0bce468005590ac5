package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.SETTINGS;

import java.util.Optional;
import org.jooq.DSLContext;

/// Few values that all nodes share, by name.
public final class Settings {
    private final DSLContext sql;

    public Settings(Database database) {
        sql = database.sql();
    }

    public Optional<String> find(String key) {
        return sql.select(SETTINGS.VALUE)
                .from(SETTINGS)
                .where(SETTINGS.KEY.eq(key))
                .fetchOptional(SETTINGS.VALUE);
    }

    public void put(String key, String value) {
        sql.insertInto(SETTINGS)
                .set(SETTINGS.KEY, key)
                .set(SETTINGS.VALUE, value)
                .onConflict(SETTINGS.KEY)
                .doUpdate()
                .set(SETTINGS.VALUE, value)
                .execute();
    }

    /// Stores `value` unless the key has one, and gives the one that stands: of nodes that start at once, one
    /// wins.
    public String putIfAbsent(String key, String value) {
        sql.insertInto(SETTINGS)
                .set(SETTINGS.KEY, key)
                .set(SETTINGS.VALUE, value)
                .onConflictDoNothing()
                .execute();
        return find(key).orElseThrow();
    }
}
