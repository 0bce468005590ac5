package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.LOGIN_SESSIONS;
import static dev.hubbub.schema.generated.Tables.REFRESH_TOKENS;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.session.Device;
import dev.hubbub.server.session.LoginSession;
import dev.hubbub.server.session.SessionId;
import dev.hubbub.server.session.SessionStore;
import dev.hubbub.server.session.StoreUnavailable;
import dev.hubbub.server.session.TokenHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;

/// The sessions in PostgreSQL. Every change locks the session's row before its tokens' rows, or a refresh and an
/// end that meet would deadlock.
public final class SessionTable implements SessionStore {
    private final DSLContext sql;

    public SessionTable(Database database) {
        sql = database.sql();
    }

    @Override
    public void insert(LoginSession session, Token token) {
        inTransaction(tx -> {
            tx.insertInto(LOGIN_SESSIONS)
                    .set(LOGIN_SESSIONS.ID, session.id().value())
                    .set(LOGIN_SESSIONS.USER_ID, session.user().value())
                    .set(LOGIN_SESSIONS.GENERATION, session.generation())
                    .set(LOGIN_SESSIONS.DEVICE, session.device().name())
                    .set(LOGIN_SESSIONS.ADDRESS, session.device().addressText())
                    .set(LOGIN_SESSIONS.BEGUN_AT, session.begunAt())
                    .set(LOGIN_SESSIONS.USED_AT, session.usedAt())
                    .set(LOGIN_SESSIONS.EXPIRES_AT, token.expiresAt())
                    .execute();
            return insert(tx, session.id(), token, session.usedAt());
        });
    }

    private static int insert(DSLContext tx, SessionId session, Token token, Instant now) {
        return tx.insertInto(REFRESH_TOKENS)
                .set(REFRESH_TOKENS.HASH, token.hash().bytes())
                .set(REFRESH_TOKENS.SESSION_ID, session.value())
                .set(REFRESH_TOKENS.CREATED_AT, now)
                .set(REFRESH_TOKENS.EXPIRES_AT, token.expiresAt())
                .execute();
    }

    @Override
    public Rotation rotate(TokenHash used, Token next, Device device, Instant now) {
        return inTransaction(tx -> locked(tx, used, now)
                .map(session -> rotate(tx, session, used, next, device, now))
                .orElseGet(Rotation.Unknown::new));
    }

    private static Optional<LoginSession> locked(DSLContext tx, TokenHash token, Instant now) {
        return tx.select(LOGIN_SESSIONS.fields())
                .from(LOGIN_SESSIONS)
                .where(LOGIN_SESSIONS.ID.eq(tx.select(REFRESH_TOKENS.SESSION_ID)
                        .from(REFRESH_TOKENS)
                        .where(REFRESH_TOKENS.HASH.eq(token.bytes()))))
                .and(LOGIN_SESSIONS.EXPIRES_AT.gt(now))
                .forUpdate()
                .fetchOptional(SessionTable::session);
    }

    private static Rotation rotate(
            DSLContext tx, LoginSession session, TokenHash used, Token next, Device device, Instant now) {
        int rows = tx.update(REFRESH_TOKENS)
                .set(REFRESH_TOKENS.USED_AT, now)
                .where(REFRESH_TOKENS.HASH.eq(used.bytes()), REFRESH_TOKENS.USED_AT.isNull())
                .execute();
        if (rows == 0) {
            return new Rotation.Reused(session);
        }
        insert(tx, session.id(), next, now);
        tx.update(LOGIN_SESSIONS)
                .set(LOGIN_SESSIONS.DEVICE, device.name())
                .set(LOGIN_SESSIONS.ADDRESS, device.addressText())
                .set(LOGIN_SESSIONS.USED_AT, now)
                .set(LOGIN_SESSIONS.EXPIRES_AT, next.expiresAt())
                .where(LOGIN_SESSIONS.ID.eq(session.id().value()))
                .execute();
        return new Rotation.Rotated(
                new LoginSession(session.id(), session.user(), session.generation(), device, session.begunAt(), now));
    }

    @Override
    public Optional<LoginSession> find(TokenHash token, Instant now) {
        return inTransaction(tx -> locked(tx, token, now));
    }

    @Override
    public List<LoginSession> of(UserId user, Instant now) {
        return inTransaction(tx -> tx.selectFrom(LOGIN_SESSIONS)
                .where(LOGIN_SESSIONS.USER_ID.eq(user.value()), LOGIN_SESSIONS.EXPIRES_AT.gt(now))
                .orderBy(LOGIN_SESSIONS.USED_AT.desc(), LOGIN_SESSIONS.ID.desc())
                .fetch(SessionTable::session));
    }

    @Override
    public void remove(UserId user, SessionId session) {
        delete(LOGIN_SESSIONS.ID.eq(session.value()).and(LOGIN_SESSIONS.USER_ID.eq(user.value())));
    }

    @Override
    public void removeAll(UserId user, long generation) {
        delete(LOGIN_SESSIONS.USER_ID.eq(user.value()).and(LOGIN_SESSIONS.GENERATION.lt(generation)));
    }

    @Override
    public void deleteExpired(Instant now) {
        delete(LOGIN_SESSIONS.EXPIRES_AT.le(now));
        inTransaction(tx -> tx.deleteFrom(REFRESH_TOKENS)
                .where(REFRESH_TOKENS.EXPIRES_AT.le(now))
                .execute());
    }

    /// Takes the tokens along.
    private void delete(Condition which) {
        inTransaction(tx -> tx.deleteFrom(LOGIN_SESSIONS).where(which).execute());
    }

    private <T> T inTransaction(Function<DSLContext, T> work) {
        try {
            return sql.transactionResult(transaction -> work.apply(transaction.dsl()));
        } catch (DataAccessException e) {
            throw Outage.isBehind(e) ? new StoreUnavailable(e) : e;
        }
    }

    private static LoginSession session(Record row) {
        return new LoginSession(
                new SessionId(row.get(LOGIN_SESSIONS.ID)),
                new UserId(row.get(LOGIN_SESSIONS.USER_ID)),
                row.get(LOGIN_SESSIONS.GENERATION),
                Device.of(row.get(LOGIN_SESSIONS.DEVICE), row.get(LOGIN_SESSIONS.ADDRESS)),
                row.get(LOGIN_SESSIONS.BEGUN_AT),
                row.get(LOGIN_SESSIONS.USED_AT));
    }
}
