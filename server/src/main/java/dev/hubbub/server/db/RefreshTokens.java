package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.REFRESH_TOKENS;

import dev.hubbub.protocol.UserId;
import java.time.Instant;
import org.jooq.DSLContext;

/// The refresh tokens that were given out, as hashes. Each works once; a family is what came of one sign-in.
public final class RefreshTokens {

    /// What came of presenting a token.
    public sealed interface Use {
        record Accepted(UserId user, long family) implements Use {}

        /// It had been used before: someone has a copy. Revoke the family.
        record Reused(UserId user, long family) implements Use {}

        /// Never given out, revoked or expired.
        record Unknown() implements Use {}
    }

    private final DSLContext sql;

    public RefreshTokens(Database database) {
        sql = database.sql();
    }

    public void insert(byte[] hash, UserId user, long family, Instant createdAt, Instant expiresAt) {
        sql.insertInto(REFRESH_TOKENS)
                .set(REFRESH_TOKENS.HASH, hash)
                .set(REFRESH_TOKENS.USER_ID, user.value())
                .set(REFRESH_TOKENS.FAMILY, family)
                .set(REFRESH_TOKENS.CREATED_AT, createdAt)
                .set(REFRESH_TOKENS.EXPIRES_AT, expiresAt)
                .execute();
    }

    /// Uses the token up, once, however many ask at the same time.
    public Use use(byte[] hash, Instant now) {
        var used = sql.update(REFRESH_TOKENS)
                .set(REFRESH_TOKENS.USED_AT, now)
                .where(REFRESH_TOKENS.HASH.eq(hash), REFRESH_TOKENS.USED_AT.isNull(), REFRESH_TOKENS.EXPIRES_AT.gt(now))
                .returningResult(REFRESH_TOKENS.USER_ID, REFRESH_TOKENS.FAMILY)
                .fetchOne();
        if (used != null) {
            return new Use.Accepted(new UserId(used.value1()), used.value2());
        }
        return sql.select(REFRESH_TOKENS.USER_ID, REFRESH_TOKENS.FAMILY)
                .from(REFRESH_TOKENS)
                .where(REFRESH_TOKENS.HASH.eq(hash), REFRESH_TOKENS.USED_AT.isNotNull())
                .fetchOptional()
                .map(row -> (Use) new Use.Reused(new UserId(row.value1()), row.value2()))
                .orElseGet(Use.Unknown::new);
    }

    public void revokeFamily(long family) {
        sql.deleteFrom(REFRESH_TOKENS).where(REFRESH_TOKENS.FAMILY.eq(family)).execute();
    }

    public void revokeAll(UserId user) {
        sql.deleteFrom(REFRESH_TOKENS)
                .where(REFRESH_TOKENS.USER_ID.eq(user.value()))
                .execute();
    }

    public int deleteExpired(Instant now) {
        return sql.deleteFrom(REFRESH_TOKENS)
                .where(REFRESH_TOKENS.EXPIRES_AT.le(now))
                .execute();
    }
}
