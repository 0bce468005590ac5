package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.FACTOR_FAILURES;
import static dev.hubbub.schema.generated.Tables.RECOVERY_CODES;
import static dev.hubbub.schema.generated.Tables.TOTP_SECRETS;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.session.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;

/// What users count or keep as a second factor. Safe for any thread; blocks.
///
/// Whoever judges a code holds the row of his user's failures meanwhile: guesses that come at the same moment,
/// on whatever node, are judged one after the other, or they would all be the first one.
public final class FactorTable {
    /// @param sealed encrypted
    /// @param usedStep codes of this step and before are used up
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record TotpSecret(byte[] sealed, long usedStep) {}

    /// What became of a code.
    public sealed interface Outcome {
        record Matched() implements Outcome {}

        /// It was a recovery code, which is gone now.
        record Recovered() implements Outcome {}

        record Wrong() implements Outcome {}

        /// Nobody looked: there were too many wrong ones.
        record TooEarly(Instant until) implements Outcome {}
    }

    private final DSLContext sql;

    public FactorTable(Database database) {
        sql = database.sql();
    }

    public boolean isTotpOn(UserId user) {
        return sql.fetchExists(TOTP_SECRETS, isOn(user));
    }

    public int recoveryCodes(UserId user) {
        return sql.fetchCount(RECOVERY_CODES, RECOVERY_CODES.USER_ID.eq(user.value()));
    }

    /// False if one is on already. One that was begun before gives way.
    public boolean beginTotp(UserId user, byte[] sealed, Instant now) {
        return sql.insertInto(TOTP_SECRETS)
                        .set(TOTP_SECRETS.USER_ID, user.value())
                        .set(TOTP_SECRETS.SECRET, sealed)
                        .set(TOTP_SECRETS.CREATED_AT, now)
                        .onConflict(TOTP_SECRETS.USER_ID)
                        .doUpdate()
                        .set(TOTP_SECRETS.SECRET, sealed)
                        .set(TOTP_SECRETS.CREATED_AT, now)
                        .where(TOTP_SECRETS.CONFIRMED_AT.isNull())
                        .execute()
                == 1;
    }

    /// False if none was begun, or the code is of no step.
    ///
    /// @param step whose code it is
    public boolean confirmTotp(
            UserId user, Instant now, Function<TotpSecret, OptionalLong> step, List<TokenHash> recovery) {
        return sql.transactionResult(transaction -> {
            DSLContext tx = transaction.dsl();
            OptionalLong found = secret(
                            tx, TOTP_SECRETS.USER_ID.eq(user.value()).and(TOTP_SECRETS.CONFIRMED_AT.isNull()))
                    .map(step)
                    .orElse(OptionalLong.empty());
            if (found.isEmpty()) {
                return false;
            }
            tx.update(TOTP_SECRETS)
                    .set(TOTP_SECRETS.CONFIRMED_AT, now)
                    .set(TOTP_SECRETS.USED_STEP, found.getAsLong())
                    .where(TOTP_SECRETS.USER_ID.eq(user.value()))
                    .execute();
            replaceRecoveryCodes(tx, user, recovery);
            return true;
        });
    }

    /// Takes the recovery codes along.
    public void removeTotp(UserId user) {
        sql.transaction(transaction -> {
            DSLContext tx = transaction.dsl();
            tx.deleteFrom(TOTP_SECRETS)
                    .where(TOTP_SECRETS.USER_ID.eq(user.value()))
                    .execute();
            tx.deleteFrom(RECOVERY_CODES)
                    .where(RECOVERY_CODES.USER_ID.eq(user.value()))
                    .execute();
            tx.deleteFrom(FACTOR_FAILURES)
                    .where(FACTOR_FAILURES.USER_ID.eq(user.value()))
                    .execute();
        });
    }

    public void replaceRecoveryCodes(UserId user, List<TokenHash> codes) {
        sql.transaction(transaction -> replaceRecoveryCodes(transaction.dsl(), user, codes));
    }

    private static void replaceRecoveryCodes(DSLContext tx, UserId user, List<TokenHash> codes) {
        tx.deleteFrom(RECOVERY_CODES)
                .where(RECOVERY_CODES.USER_ID.eq(user.value()))
                .execute();
        for (TokenHash code : codes) {
            tx.insertInto(RECOVERY_CODES)
                    .set(RECOVERY_CODES.USER_ID, user.value())
                    .set(RECOVERY_CODES.HASH, code.bytes())
                    .execute();
        }
    }

    /// Judges a code, and uses it up if it is right.
    ///
    /// @param step whose code it is
    /// @param recovery the same as a recovery code
    /// @param waits how long to wait after so many wrong ones in a row
    public Outcome attempt(
            UserId user,
            Instant now,
            Function<TotpSecret, OptionalLong> step,
            TokenHash recovery,
            IntFunction<Duration> waits) {
        return sql.transactionResult(transaction -> {
            DSLContext tx = transaction.dsl();
            Record failures = lockFailures(tx, user);
            Instant until = failures.get(FACTOR_FAILURES.RETRY_AFTER);
            if (now.isBefore(until)) {
                return new Outcome.TooEarly(until);
            }
            Outcome outcome = judge(tx, user, step, recovery);
            int count = outcome instanceof Outcome.Wrong ? failures.get(FACTOR_FAILURES.COUNT) + 1 : 0;
            tx.update(FACTOR_FAILURES)
                    .set(FACTOR_FAILURES.COUNT, count)
                    .set(FACTOR_FAILURES.RETRY_AFTER, now.plus(waits.apply(count)))
                    .where(FACTOR_FAILURES.USER_ID.eq(user.value()))
                    .execute();
            return outcome;
        });
    }

    private static Record lockFailures(DSLContext tx, UserId user) {
        tx.insertInto(FACTOR_FAILURES)
                .set(FACTOR_FAILURES.USER_ID, user.value())
                .set(FACTOR_FAILURES.COUNT, 0)
                .set(FACTOR_FAILURES.RETRY_AFTER, Instant.EPOCH)
                .onConflictDoNothing()
                .execute();
        return tx.selectFrom(FACTOR_FAILURES)
                .where(FACTOR_FAILURES.USER_ID.eq(user.value()))
                .forUpdate()
                .fetchSingle();
    }

    private static Outcome judge(
            DSLContext tx, UserId user, Function<TotpSecret, OptionalLong> step, TokenHash recovery) {
        OptionalLong found = secret(tx, isOn(user)).map(step).orElse(OptionalLong.empty());
        if (found.isPresent()) {
            tx.update(TOTP_SECRETS)
                    .set(TOTP_SECRETS.USED_STEP, found.getAsLong())
                    .where(TOTP_SECRETS.USER_ID.eq(user.value()))
                    .execute();
            return new Outcome.Matched();
        }
        int used = tx.deleteFrom(RECOVERY_CODES)
                .where(RECOVERY_CODES.USER_ID.eq(user.value()), RECOVERY_CODES.HASH.eq(recovery.bytes()))
                .execute();
        return used == 1 ? new Outcome.Recovered() : new Outcome.Wrong();
    }

    private static Condition isOn(UserId user) {
        return TOTP_SECRETS.USER_ID.eq(user.value()).and(TOTP_SECRETS.CONFIRMED_AT.isNotNull());
    }

    private static Optional<TotpSecret> secret(DSLContext tx, Condition which) {
        return tx.selectFrom(TOTP_SECRETS)
                .where(which)
                .forUpdate()
                .fetchOptional(row -> new TotpSecret(row.get(TOTP_SECRETS.SECRET), row.get(TOTP_SECRETS.USED_STEP)));
    }
}
