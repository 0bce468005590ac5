package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.API_TOKENS;
import static dev.hubbub.schema.generated.Tables.USERS;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.session.SessionId;
import dev.hubbub.server.session.TokenHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/// The API tokens, by their hashes. Safe for any thread; blocks.
public final class ApiTokenTable {
    /// The last use of one.
    public record Use(Instant at, String from) {}

    private final DSLContext sql;

    public ApiTokenTable(Database database) {
        sql = database.sql();
    }

    /// False if the user has as many as he may.
    public boolean insert(ApiToken token, TokenHash hash, int most) {
        return sql.transactionResult(transaction -> {
            DSLContext tx = transaction.dsl();
            // One at a time for each user, or two that are made at once would both find room.
            tx.select(USERS.ID)
                    .from(USERS)
                    .where(USERS.ID.eq(token.user().value()))
                    .forNoKeyUpdate()
                    .fetch();
            if (tx.fetchCount(API_TOKENS, API_TOKENS.USER_ID.eq(token.user().value())) >= most) {
                return false;
            }
            tx.insertInto(API_TOKENS)
                    .set(API_TOKENS.ID, token.id().value())
                    .set(API_TOKENS.USER_ID, token.user().value())
                    .set(API_TOKENS.HASH, hash.bytes())
                    .set(API_TOKENS.NAME, token.name())
                    .set(API_TOKENS.SCOPES, token.scope())
                    .set(API_TOKENS.CREATED_AT, token.createdAt())
                    .set(API_TOKENS.EXPIRES_AT, token.expiresAt())
                    .execute();
            return true;
        });
    }

    public Optional<ApiToken> find(TokenHash hash) {
        return sql.selectFrom(API_TOKENS)
                .where(API_TOKENS.HASH.eq(hash.bytes()))
                .fetchOptional(ApiTokenTable::token);
    }

    /// The youngest first.
    public List<ApiToken> of(UserId user) {
        return sql.selectFrom(API_TOKENS)
                .where(API_TOKENS.USER_ID.eq(user.value()))
                .orderBy(API_TOKENS.CREATED_AT.desc(), API_TOKENS.ID.desc())
                .fetch(ApiTokenTable::token);
    }

    public void delete(UserId owner, SessionId id) {
        sql.deleteFrom(API_TOKENS)
                .where(API_TOKENS.ID.eq(id.value()), API_TOKENS.USER_ID.eq(owner.value()))
                .execute();
    }

    /// Nothing changes if another node wrote a later one.
    public void used(SessionId id, Use use) {
        sql.update(API_TOKENS)
                .set(API_TOKENS.USED_AT, use.at())
                .set(API_TOKENS.USED_FROM, use.from())
                .where(API_TOKENS.ID.eq(id.value()))
                .and(API_TOKENS.USED_AT.isNull().or(API_TOKENS.USED_AT.lt(use.at())))
                .execute();
    }

    public void deleteExpired(Instant now) {
        sql.deleteFrom(API_TOKENS).where(API_TOKENS.EXPIRES_AT.le(now)).execute();
    }

    private static ApiToken token(Record row) {
        return new ApiToken(
                new SessionId(row.get(API_TOKENS.ID)),
                new UserId(row.get(API_TOKENS.USER_ID)),
                row.get(API_TOKENS.NAME),
                row.get(API_TOKENS.SCOPES),
                row.get(API_TOKENS.CREATED_AT),
                row.get(API_TOKENS.EXPIRES_AT),
                row.get(API_TOKENS.USED_AT),
                row.get(API_TOKENS.USED_FROM));
    }
}
