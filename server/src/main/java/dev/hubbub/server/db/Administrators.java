package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.USERS;

import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.UserId;
import org.jooq.Condition;
import org.jooq.DSLContext;

/// Who administers the server. Once there is an administrator there is always one: whatever makes or unmakes one
/// holds one lock while it looks and changes.
final class Administrators {
    static final Condition ACTIVE =
            USERS.ROLE.eq((short) Role.ADMINISTRATOR.code()).and(USERS.DEACTIVATED_AT.isNull());

    /// Any number that nobody else locks.
    private static final long LOCK = 0x4875_6262_7562_0001L;

    private Administrators() {}

    static boolean exist(DSLContext sql) {
        return sql.fetchExists(USERS, ACTIVE);
    }

    /// Until the transaction ends.
    static void lock(DSLContext transaction) {
        transaction.execute("select pg_advisory_xact_lock(" + LOCK + ")");
    }

    static boolean include(DSLContext sql, UserId user) {
        return sql.fetchExists(USERS, ACTIVE.and(USERS.ID.eq(user.value())));
    }

    /// Whether nobody would be left without him. Call it with the lock.
    static boolean areOnly(DSLContext transaction, UserId user) {
        return include(transaction, user) && !transaction.fetchExists(USERS, ACTIVE.and(USERS.ID.ne(user.value())));
    }
}
