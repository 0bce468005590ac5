package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.SESSION_ENDS;
import static dev.hubbub.schema.generated.Tables.USERS;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.session.EndLog;
import dev.hubbub.server.session.EndReason;
import dev.hubbub.server.session.EndedSession;
import dev.hubbub.server.session.LoginSession;
import dev.hubbub.server.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.types.DayToSecond;

/// What ended, as rows that every node reads, and as notifications that commit together with them. Times are
/// the database's own, so that the nodes' clocks do not matter.
public final class SessionEndTable implements EndLog {
    /// After it no session can be left that ended before.
    public static final Duration KEPT = Duration.ofDays(31);

    private final DSLContext sql;

    public SessionEndTable(Database database) {
        sql = database.sql();
    }

    @Override
    public EndedSession.One end(UserId user, SessionId session, EndReason why) {
        EndedSession.One ended = new EndedSession.One(user, session, why);
        sql.transaction(transaction -> write(transaction.dsl(), ended, val(session.value()), val((Long) null)));
        return ended;
    }

    @Override
    public EndedSession.Earlier endAll(UserId user, EndReason why) {
        return sql.transactionResult(transaction -> endAll(transaction.dsl(), user, why));
    }

    /// In one transaction with what makes it so.
    static EndedSession.Earlier endAll(DSLContext tx, UserId user, EndReason why) {
        // The row's lock gives the generations their order.
        Long generation = tx.update(USERS)
                .set(USERS.GENERATION, USERS.GENERATION.plus(1))
                .set(
                        USERS.SESSIONS_FROM,
                        when(inline(why.endsSession()), USERS.GENERATION.plus(1))
                                .otherwise(USERS.SESSIONS_FROM))
                .where(USERS.ID.eq(user.value()))
                .returningResult(USERS.GENERATION)
                .fetchOptional()
                .map(row -> row.value1())
                .orElse(Long.MAX_VALUE);
        EndedSession.Earlier ended = new EndedSession.Earlier(user, generation, why);
        write(tx, ended, val((Long) null), val(generation));
        return ended;
    }

    private static void write(DSLContext tx, EndedSession ended, Field<Long> session, Field<Long> generation) {
        tx.insertInto(SESSION_ENDS)
                .set(SESSION_ENDS.USER_ID, ended.user().value())
                .set(SESSION_ENDS.SESSION_ID, session)
                .set(SESSION_ENDS.GENERATION, generation)
                .set(SESSION_ENDS.REASON, (short) ended.why().code())
                .execute();
        tx.execute("select pg_notify({0}, {1})", inline(EndNotice.CHANNEL), val(EndNotice.of(ended)));
    }

    @Override
    public boolean isOver(LoginSession session) {
        return sql.fetchExists(
                        SESSION_ENDS, SESSION_ENDS.SESSION_ID.eq(session.id().value()))
                || sql.fetchExists(
                        USERS, USERS.ID.eq(session.user().value()).and(USERS.SESSIONS_FROM.gt(session.generation())));
    }

    public void deleteOld() {
        sql.deleteFrom(SESSION_ENDS).where(SESSION_ENDS.AT.lt(ago(KEPT))).execute();
    }

    static List<EndedSession> within(DSLContext sql, Duration past) {
        return sql.selectFrom(SESSION_ENDS)
                .where(SESSION_ENDS.AT.gt(ago(past)))
                .fetch(row -> ended(
                        new UserId(row.get(SESSION_ENDS.USER_ID)),
                        Optional.ofNullable(row.get(SESSION_ENDS.SESSION_ID)),
                        row.get(SESSION_ENDS.GENERATION),
                        EndReason.ofCode(row.get(SESSION_ENDS.REASON))));
    }

    private static EndedSession ended(UserId user, Optional<Long> session, Long generation, EndReason why) {
        return session.<EndedSession>map(id -> new EndedSession.One(user, new SessionId(id), why))
                .orElseGet(() -> new EndedSession.Earlier(user, generation, why));
    }

    private static Field<java.time.Instant> ago(Duration past) {
        return currentInstant().sub(DayToSecond.valueOf(past));
    }
}
