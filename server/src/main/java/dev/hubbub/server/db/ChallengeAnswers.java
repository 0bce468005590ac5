package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.CHALLENGE_ANSWERS;

import java.time.Instant;
import org.jooq.DSLContext;

/// How often each challenge was answered. Safe for any thread; blocks.
public final class ChallengeAnswers {
    private final DSLContext sql;

    public ChallengeAnswers(Database database) {
        sql = database.sql();
    }

    /// Counts one more answer to it. False if there were `most` before, or it is spent.
    public boolean count(long challenge, Instant expiresAt, int most) {
        return sql.insertInto(CHALLENGE_ANSWERS)
                        .set(CHALLENGE_ANSWERS.CHALLENGE, challenge)
                        .set(CHALLENGE_ANSWERS.ATTEMPTS, 1)
                        .set(CHALLENGE_ANSWERS.EXPIRES_AT, expiresAt)
                        .onConflict(CHALLENGE_ANSWERS.CHALLENGE)
                        .doUpdate()
                        .set(CHALLENGE_ANSWERS.ATTEMPTS, CHALLENGE_ANSWERS.ATTEMPTS.plus(1))
                        .where(CHALLENGE_ANSWERS.ATTEMPTS.lt(most), CHALLENGE_ANSWERS.SPENT.isFalse())
                        .execute()
                == 1;
    }

    /// False if it was spent before.
    public boolean spend(long challenge, Instant expiresAt) {
        return sql.insertInto(CHALLENGE_ANSWERS)
                        .set(CHALLENGE_ANSWERS.CHALLENGE, challenge)
                        .set(CHALLENGE_ANSWERS.ATTEMPTS, 1)
                        .set(CHALLENGE_ANSWERS.SPENT, true)
                        .set(CHALLENGE_ANSWERS.EXPIRES_AT, expiresAt)
                        .onConflict(CHALLENGE_ANSWERS.CHALLENGE)
                        .doUpdate()
                        .set(CHALLENGE_ANSWERS.SPENT, true)
                        .where(CHALLENGE_ANSWERS.SPENT.isFalse())
                        .execute()
                == 1;
    }

    public void deleteExpired(Instant now) {
        sql.deleteFrom(CHALLENGE_ANSWERS)
                .where(CHALLENGE_ANSWERS.EXPIRES_AT.le(now))
                .execute();
    }
}
