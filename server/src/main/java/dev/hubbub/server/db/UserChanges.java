package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.API_TOKENS;
import static dev.hubbub.schema.generated.Tables.NAME_SHAPES;
import static dev.hubbub.schema.generated.Tables.ONE_TIME_TOKENS;
import static dev.hubbub.schema.generated.Tables.PASSKEYS;
import static dev.hubbub.schema.generated.Tables.RECOVERY_CODES;
import static dev.hubbub.schema.generated.Tables.TOTP_SECRETS;
import static dev.hubbub.schema.generated.Tables.USERS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.val;

import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.session.EndReason;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.exception.IntegrityConstraintViolationException;

/// What may change of a user. What a change makes worthless, his sessions or only his access tokens, is written
/// down as ended by the same transaction.
public final class UserChanges {
    /// What everybody sees instead of the name of someone whose account is gone. No name has a blank in it.
    public static final String DELETED = "deleted user";

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

    /// Only from what the user showed: his password may have been changed, or his role, since it was looked at.
    ///
    /// @param shown as he was when he showed the password that this one replaces
    public UserChange replacePassword(User shown, String hash) {
        return change(shown.id(), (tx, row) -> {
            boolean current = row.get(USERS.PASSWORD_HASH).equals(shown.passwordHash())
                    && row.get(USERS.GENERATION) == shown.generation();
            return current ? setPassword(tx, shown.id(), hash) : new UserChange.Outdated();
        });
    }

    /// By a token that [OneTimeTokens] knew a moment ago, and which is used up by it.
    public UserChange resetPassword(UserId user, byte[] token, String hash, Instant now) {
        return change(user, (tx, row) -> {
            int known = tx.deleteFrom(ONE_TIME_TOKENS)
                    .where(
                            ONE_TIME_TOKENS.HASH.eq(token),
                            ONE_TIME_TOKENS.USER_ID.eq(user.value()),
                            ONE_TIME_TOKENS.PURPOSE.eq(OneTimeTokens.Purpose.NEW_PASSWORD.code()),
                            ONE_TIME_TOKENS.EXPIRES_AT.gt(now))
                    .execute();
            return known > 0 ? setPassword(tx, user, hash) : new UserChange.Outdated();
        });
    }

    private static UserChange setPassword(DSLContext tx, UserId user, String hash) {
        tx.update(USERS)
                .set(USERS.PASSWORD_HASH, hash)
                .where(USERS.ID.eq(user.value()))
                .execute();
        takeBackTokens(tx, user);
        return end(tx, user, EndReason.PASSWORD_CHANGED);
    }

    /// His access tokens name him, so they are outdated by it.
    ///
    /// @param shapes what the new name looks like
    /// @param before what his name until now looks like: nobody may take it at once and pass for him
    public UserChange setUsername(UserId user, String username, Set<String> shapes, Set<String> before) {
        return unlessTaken(() -> change(user, (tx, row) -> {
            if (row.get(USERS.USERNAME).equals(username)) {
                return new UserChange.Done();
            }
            if (!NewUsers.claim(tx, user, shapes)) {
                throw new Taken();
            }
            tx.update(USERS)
                    .set(USERS.USERNAME, username)
                    .set(USERS.USERNAME_KEY, NameKey.of(username))
                    .where(USERS.ID.eq(user.value()))
                    .execute();
            tx.deleteFrom(NAME_SHAPES)
                    .where(
                            NAME_SHAPES.USER_ID.eq(user.value()),
                            NAME_SHAPES.SHAPE.notIn(shapes),
                            NAME_SHAPES.SHAPE.notIn(before))
                    .execute();
            return end(tx, user, EndReason.TOKENS_OUTDATED);
        }));
    }

    /// What was sent to the old address is good for nothing any more.
    public UserChange setEmail(UserId user, String email) {
        return unlessTaken(() -> change(user, (tx, row) -> {
            tx.update(USERS)
                    .set(USERS.EMAIL, email)
                    .set(USERS.EMAIL_KEY, NameKey.of(email))
                    .where(USERS.ID.eq(user.value()))
                    .execute();
            takeBackTokens(tx, user);
            return new UserChange.Done();
        }));
    }

    public UserChange setDisplayName(UserId user, String displayName) {
        return change(user, (tx, row) -> {
            tx.update(USERS)
                    .set(USERS.DISPLAY_NAME, displayName)
                    .where(USERS.ID.eq(user.value()))
                    .execute();
            return new UserChange.Done();
        });
    }

    /// Revokes what he invited by: he may be able to do less than when he made it.
    public UserChange setRole(UserId user, Role role, Instant now) {
        return changeUnlessLast(user, role != Role.ADMINISTRATOR, (tx, row) -> {
            if (row.get(USERS.ROLE) == role.code()) {
                return new UserChange.Done();
            }
            tx.update(USERS)
                    .set(USERS.ROLE, (short) role.code())
                    .where(USERS.ID.eq(user.value()))
                    .execute();
            InvitationTable.revokeAllOf(tx, user, now);
            return end(tx, user, EndReason.TOKENS_OUTDATED);
        });
    }

    /// Nothing of his is deleted, and he cannot sign in.
    public UserChange deactivate(UserId user, Instant now) {
        return changeUnlessLast(user, true, (tx, row) -> {
            if (row.get(USERS.DEACTIVATED_AT) != null) {
                return new UserChange.Done();
            }
            tx.update(USERS)
                    .set(USERS.DEACTIVATED_AT, now)
                    .where(USERS.ID.eq(user.value()))
                    .execute();
            takeBackTokens(tx, user);
            InvitationTable.revokeAllOf(tx, user, now);
            return end(tx, user, EndReason.DEACTIVATED);
        });
    }

    public UserChange reactivate(UserId user) {
        return change(user, (tx, row) -> {
            tx.update(USERS)
                    .setNull(USERS.DEACTIVATED_AT)
                    .where(USERS.ID.eq(user.value()))
                    .execute();
            return new UserChange.Done();
        });
    }

    /// Takes away everything that tells who he was. His row stays, for what he said; his name and address are
    /// free.
    public UserChange delete(UserId user, Instant now) {
        return changeUnlessLast(user, true, (tx, row) -> {
            tx.update(USERS)
                    .set(USERS.USERNAME, DELETED)
                    .set(USERS.USERNAME_KEY, DELETED + " " + user)
                    .set(USERS.EMAIL, "")
                    .set(USERS.EMAIL_KEY, DELETED + " " + user)
                    .set(USERS.PASSWORD_HASH, "")
                    .set(USERS.DISPLAY_NAME, "")
                    .set(USERS.DEACTIVATED_AT, coalesce(USERS.DEACTIVATED_AT, val(now)))
                    .set(USERS.DELETED_AT, now)
                    .where(USERS.ID.eq(user.value()))
                    .execute();
            tx.deleteFrom(NAME_SHAPES)
                    .where(NAME_SHAPES.USER_ID.eq(user.value()))
                    .execute();
            forgetKeys(tx, user);
            takeBackTokens(tx, user);
            InvitationTable.revokeAllOf(tx, user, now);
            return end(tx, user, EndReason.DELETED);
        });
    }

    private static void forgetKeys(DSLContext tx, UserId user) {
        tx.deleteFrom(API_TOKENS).where(API_TOKENS.USER_ID.eq(user.value())).execute();
        tx.deleteFrom(PASSKEYS).where(PASSKEYS.USER_ID.eq(user.value())).execute();
        tx.deleteFrom(TOTP_SECRETS).where(TOTP_SECRETS.USER_ID.eq(user.value())).execute();
        tx.deleteFrom(RECOVERY_CODES)
                .where(RECOVERY_CODES.USER_ID.eq(user.value()))
                .execute();
    }

    private static void takeBackTokens(DSLContext tx, UserId user) {
        tx.deleteFrom(ONE_TIME_TOKENS)
                .where(ONE_TIME_TOKENS.USER_ID.eq(user.value()))
                .execute();
    }

    private static UserChange end(DSLContext tx, UserId user, EndReason why) {
        return new UserChange.Ended(SessionEndTable.endAll(tx, user, why));
    }

    /// Rolls back; never leaves this class.
    private static final class Taken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Taken() {
            super(null, null, false, false);
        }
    }

    private static UserChange unlessTaken(Supplier<UserChange> change) {
        try {
            return change.get();
        } catch (Taken | IntegrityConstraintViolationException _) {
            return new UserChange.Taken();
        }
    }

    /// @param unmakes whether an administrator would be none by it
    private UserChange changeUnlessLast(
            UserId user, boolean unmakes, BiFunction<DSLContext, Record, UserChange> change) {
        return sql.transactionResult(transaction -> {
            DSLContext tx = transaction.dsl();
            // Before the row, or two who unmake each other would deadlock.
            Administrators.lock(tx);
            return unmakes && Administrators.areOnly(tx, user)
                    ? new UserChange.LastAdministrator()
                    : change(tx, user, change);
        });
    }

    private UserChange change(UserId user, BiFunction<DSLContext, Record, UserChange> change) {
        return sql.transactionResult(transaction -> change(transaction.dsl(), user, change));
    }

    private static UserChange change(DSLContext tx, UserId user, BiFunction<DSLContext, Record, UserChange> change) {
        Optional<Record> row = tx.select(USERS.fields())
                .from(USERS)
                .where(USERS.ID.eq(user.value()), USERS.DELETED_AT.isNull())
                .forUpdate()
                .fetchOptional();
        return row.map(known -> change.apply(tx, known)).orElseGet(UserChange.NoSuchUser::new);
    }
}
