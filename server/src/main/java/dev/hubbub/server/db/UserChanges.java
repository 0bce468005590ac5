package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.USERS;

import dev.hubbub.protocol.UserId;
import org.jooq.DSLContext;

/// What may change of a user.
public final class UserChanges {
    private final DSLContext sql;

    public UserChanges(Database database) {
        sql = database.sql();
    }

    /// Another hash of the same password.
    ///
    /// @return false if the password was changed meanwhile
    public boolean rehash(UserId user, String before, String hash) {
        return sql.update(USERS)
                        .set(USERS.PASSWORD_HASH, hash)
                        .where(USERS.ID.eq(user.value()), USERS.PASSWORD_HASH.eq(before))
                        .execute()
                > 0;
    }
}
