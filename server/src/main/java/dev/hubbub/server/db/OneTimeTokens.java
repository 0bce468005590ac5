package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.ONE_TIME_TOKENS;

import dev.hubbub.protocol.UserId;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Secrets that work once, as hashes.
public final class OneTimeTokens {
    /// What one is good for. `code` is its number in the database; never reuse one.
    public enum Purpose {
        SET_UP(0),
        NEW_PASSWORD(1);

        private final short code;

        Purpose(int code) {
            this.code = (short) code;
        }

        short code() {
            return code;
        }
    }

    private final DSLContext sql;

    public OneTimeTokens(Database database) {
        sql = database.sql();
    }

    /// Whether there is somebody whom only a set-up token could have made.
    public boolean administratorExists() {
        return Administrators.exist(sql);
    }

    /// The same again changes nothing.
    ///
    /// @param issuedBy the administrator who handed it out, if one did
    public void insert(
            byte[] hash,
            Purpose purpose,
            @Nullable UserId user,
            @Nullable UserId issuedBy,
            Instant now,
            Instant expiresAt) {
        sql.insertInto(ONE_TIME_TOKENS)
                .set(ONE_TIME_TOKENS.HASH, hash)
                .set(ONE_TIME_TOKENS.PURPOSE, purpose.code())
                .set(ONE_TIME_TOKENS.USER_ID, user == null ? null : user.value())
                .set(ONE_TIME_TOKENS.ISSUED_BY, issuedBy == null ? null : issuedBy.value())
                .set(ONE_TIME_TOKENS.CREATED_AT, now)
                .set(ONE_TIME_TOKENS.EXPIRES_AT, expiresAt)
                .onConflictDoNothing()
                .execute();
    }

    /// Whose token it is, if it is good; it stays good.
    public Optional<UserId> find(byte[] hash, Purpose purpose, Instant now) {
        return sql.select(ONE_TIME_TOKENS.USER_ID)
                .from(ONE_TIME_TOKENS)
                .where(
                        ONE_TIME_TOKENS.HASH.eq(hash),
                        ONE_TIME_TOKENS.PURPOSE.eq(purpose.code()),
                        ONE_TIME_TOKENS.EXPIRES_AT.gt(now))
                .fetchOptional(ONE_TIME_TOKENS.USER_ID)
                .map(UserId::new);
    }

    public void deleteExpired(Instant now) {
        sql.deleteFrom(ONE_TIME_TOKENS)
                .where(ONE_TIME_TOKENS.EXPIRES_AT.le(now))
                .execute();
    }
}
