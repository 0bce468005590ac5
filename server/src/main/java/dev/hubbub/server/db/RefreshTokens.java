package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.LOGIN_SESSIONS;
import static dev.hubbub.schema.generated.Tables.REFRESH_TOKENS;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.session.SessionId;
import dev.hubbub.server.session.Standing;
import java.time.Instant;
import org.jooq.DSLContext;

/// The refresh tokens that were given out, as hashes. Each works once; all that came of one sign-in are of one session.
public final class RefreshTokens {

    /// What came of presenting a token.
    public sealed interface Use {
        record Accepted(UserId user, SessionId session) implements Use {}

        /// It had been used before: someone has a copy. End the session.
        record Reused(UserId user, SessionId session) implements Use {}

        /// Never given out, revoked or expired.
        record Unknown() implements Use {}
    }

    private final DSLContext sql;

    public RefreshTokens(Database database) {
        sql = database.sql();
    }

    /// Stores a new session.
    public void begin(SessionId session, Standing user, Instant now, Instant expiresAt) {
        sql.insertInto(LOGIN_SESSIONS)
                .set(LOGIN_SESSIONS.ID, session.value())
                .set(LOGIN_SESSIONS.USER_ID, user.user().id().value())
                .set(LOGIN_SESSIONS.GENERATION, user.generation())
                .set(LOGIN_SESSIONS.DEVICE, "")
                .set(LOGIN_SESSIONS.ADDRESS, "")
                .set(LOGIN_SESSIONS.BEGUN_AT, now)
                .set(LOGIN_SESSIONS.USED_AT, now)
                .set(LOGIN_SESSIONS.EXPIRES_AT, expiresAt)
                .execute();
    }

    public void insert(byte[] hash, SessionId session, Instant createdAt, Instant expiresAt) {
        sql.insertInto(REFRESH_TOKENS)
                .set(REFRESH_TOKENS.HASH, hash)
                .set(REFRESH_TOKENS.SESSION_ID, session.value())
                .set(REFRESH_TOKENS.CREATED_AT, createdAt)
                .set(REFRESH_TOKENS.EXPIRES_AT, expiresAt)
                .execute();
    }

    /// Uses the token up, once, however many ask at the same time.
    public Use use(byte[] hash, Instant now) {
        boolean used = sql.update(REFRESH_TOKENS)
                        .set(REFRESH_TOKENS.USED_AT, now)
                        .where(
                                REFRESH_TOKENS.HASH.eq(hash),
                                REFRESH_TOKENS.USED_AT.isNull(),
                                REFRESH_TOKENS.EXPIRES_AT.gt(now))
                        .execute()
                == 1;
        return sql.select(LOGIN_SESSIONS.USER_ID, LOGIN_SESSIONS.ID)
                .from(REFRESH_TOKENS)
                .join(LOGIN_SESSIONS)
                .on(LOGIN_SESSIONS.ID.eq(REFRESH_TOKENS.SESSION_ID))
                .where(REFRESH_TOKENS.HASH.eq(hash), REFRESH_TOKENS.USED_AT.isNotNull())
                .fetchOptional()
                .map(row -> use(used, new UserId(row.value1()), new SessionId(row.value2())))
                .orElseGet(Use.Unknown::new);
    }

    private static Use use(boolean used, UserId user, SessionId session) {
        return used ? new Use.Accepted(user, session) : new Use.Reused(user, session);
    }

    /// Takes the session's tokens along.
    public void end(SessionId session) {
        sql.deleteFrom(LOGIN_SESSIONS)
                .where(LOGIN_SESSIONS.ID.eq(session.value()))
                .execute();
    }
}
