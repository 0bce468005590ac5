package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.INVITATIONS;
import static dev.hubbub.schema.generated.Tables.USERS;
import static org.jooq.impl.DSL.noCondition;

import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.UserId;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// The invitations. [NewUsers] uses them up.
public final class InvitationTable {
    private final DSLContext sql;

    public InvitationTable(Database database) {
        sql = database.sql();
    }

    /// @param hash of its secret
    public void insert(Invitation invitation, byte[] hash) {
        sql.insertInto(INVITATIONS)
                .set(INVITATIONS.ID, invitation.id())
                .set(INVITATIONS.HASH, hash)
                .set(INVITATIONS.ROLE, (short) invitation.role().code())
                .set(INVITATIONS.NOTE, invitation.note())
                .set(INVITATIONS.USES_LEFT, invitation.usesLeft())
                .set(INVITATIONS.CREATED_BY, invitation.createdBy().id().value())
                .set(INVITATIONS.CREATED_AT, invitation.createdAt())
                .set(INVITATIONS.EXPIRES_AT, invitation.expiresAt())
                .execute();
    }

    /// The newest first.
    ///
    /// @param by only his; null for everybody's
    /// @param before only those with a smaller id; null for the newest
    public Page<Invitation> page(@Nullable UserId by, @Nullable Long before, int limit) {
        List<Invitation> rows = sql.select(INVITATIONS.fields())
                .select(USERS.USERNAME)
                .from(INVITATIONS)
                .leftJoin(USERS)
                .on(USERS.ID.eq(INVITATIONS.CREATED_BY))
                .where(madeBy(by), before == null ? noCondition() : INVITATIONS.ID.lt(before))
                .orderBy(INVITATIONS.ID.desc())
                .limit(limit + 1)
                .fetch(InvitationTable::invitation);
        return Page.of(rows, limit, invitation -> Long.toString(invitation.id()));
    }

    /// How many of his are good.
    public int countGood(UserId by, Instant now) {
        return sql.fetchCount(INVITATIONS, madeBy(by), isGood(now));
    }

    /// False if there is none, or it was revoked before.
    ///
    /// @param by only if he made it; null for anybody
    public boolean revoke(long invitation, @Nullable UserId by, Instant now) {
        return revoke(sql, INVITATIONS.ID.eq(invitation).and(madeBy(by)), now) > 0;
    }

    /// Whoever may not do as much as he did when he made them.
    static void revokeAllOf(DSLContext transaction, UserId by, Instant now) {
        int _ = revoke(transaction, madeBy(by), now);
    }

    private static int revoke(DSLContext sql, Condition which, Instant now) {
        return sql.update(INVITATIONS)
                .set(INVITATIONS.REVOKED_AT, now)
                .where(which.and(INVITATIONS.REVOKED_AT.isNull()))
                .execute();
    }

    public void deleteExpiredBefore(Instant time) {
        sql.deleteFrom(INVITATIONS).where(INVITATIONS.EXPIRES_AT.lt(time)).execute();
    }

    static Condition isGood(Instant now) {
        return INVITATIONS.USES_LEFT.gt(0).and(INVITATIONS.EXPIRES_AT.gt(now)).and(INVITATIONS.REVOKED_AT.isNull());
    }

    private static Condition madeBy(@Nullable UserId user) {
        return user == null ? noCondition() : INVITATIONS.CREATED_BY.eq(user.value());
    }

    private static Invitation invitation(Record row) {
        return new Invitation(
                row.get(INVITATIONS.ID),
                Role.ofCode(row.get(INVITATIONS.ROLE)),
                row.get(INVITATIONS.NOTE),
                row.get(INVITATIONS.USES_LEFT),
                Rows.person(row.get(INVITATIONS.CREATED_BY), row.get(USERS.USERNAME)),
                row.get(INVITATIONS.CREATED_AT),
                row.get(INVITATIONS.EXPIRES_AT),
                row.get(INVITATIONS.REVOKED_AT) != null);
    }
}
