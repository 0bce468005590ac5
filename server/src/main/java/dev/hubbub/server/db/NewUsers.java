package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.INVITATIONS;
import static dev.hubbub.schema.generated.Tables.NAME_SHAPES;
import static dev.hubbub.schema.generated.Tables.ONE_TIME_TOKENS;
import static dev.hubbub.schema.generated.Tables.READ_MARKERS;
import static dev.hubbub.schema.generated.Tables.ROOMS;
import static dev.hubbub.schema.generated.Tables.USERS;
import static org.jooq.impl.DSL.val;

import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.OneTimeTokens.Purpose;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Stores whoever registers: what lets him in is used up by the transaction that stores him, or by none.
public final class NewUsers {
    private final DSLContext sql;

    public NewUsers(Database database) {
        sql = database.sql();
    }

    /// Rolls back; never leaves this class.
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Insertion why;

        Stop(Insertion why) {
            super(null, null, false, false);
            this.why = why;
        }
    }

    /// Whether it would let somebody in now. The insertion decides.
    public boolean admits(Admission admission, Instant now) {
        return switch (admission) {
            case Admission.Open() -> true;
            case Admission.SetUp(byte[] hash) ->
                !Administrators.exist(sql) && sql.fetchExists(ONE_TIME_TOKENS, isSetUp(hash));
            case Admission.Invited(byte[] hash) -> sql.fetchExists(INVITATIONS, isGood(hash, now));
        };
    }

    public boolean isNameTaken(String username, Set<String> shapes) {
        return sql.fetchExists(USERS, USERS.USERNAME_KEY.eq(NameKey.of(username)))
                || sql.fetchExists(NAME_SHAPES, NAME_SHAPES.SHAPE.in(shapes));
    }

    public boolean isEmailTaken(String email) {
        return sql.fetchExists(USERS, USERS.EMAIL_KEY.eq(NameKey.of(email)));
    }

    /// What was said in the global room before counts as read, or newcomers would start with all of it unread.
    public Insertion insert(NewUser user, Admission admission) {
        try {
            return sql.transactionResult(transaction -> insert(transaction.dsl(), user, admission));
        } catch (Stop stop) {
            return stop.why;
        }
    }

    private Insertion insert(DSLContext tx, NewUser user, Admission admission) {
        Admitted admitted =
                admit(tx, admission, user.createdAt()).orElseThrow(() -> new Stop(new Insertion.NotAdmitted()));
        int rows = tx.insertInto(USERS)
                .set(USERS.ID, user.id().value())
                .set(USERS.USERNAME, user.username())
                .set(USERS.USERNAME_KEY, NameKey.of(user.username()))
                .set(USERS.EMAIL, user.email())
                .set(USERS.EMAIL_KEY, NameKey.of(user.email()))
                .set(USERS.PASSWORD_HASH, user.passwordHash())
                .set(USERS.CREATED_AT, user.createdAt())
                .set(USERS.ROLE, (short) admitted.role().code())
                .set(USERS.INVITATION_ID, admitted.invitation())
                .onConflictDoNothing()
                .execute();
        if (rows == 0) {
            boolean byName = isNameTaken(user.username(), Set.of());
            throw new Stop(byName ? new Insertion.UsernameTaken() : new Insertion.EmailTaken());
        }
        if (!claim(tx, user.id(), user.shapes())) {
            throw new Stop(new Insertion.UsernameTaken());
        }
        readGlobalRoom(tx, user.id());
        return new Insertion.Inserted(admitted.role());
    }

    private record Admitted(Role role, @Nullable Long invitation) {}

    private static Optional<Admitted> admit(DSLContext tx, Admission admission, Instant now) {
        return switch (admission) {
            case Admission.Open() -> Optional.of(new Admitted(Role.MEMBER, null));
            case Admission.SetUp(byte[] hash) -> setUp(tx, hash);
            case Admission.Invited(byte[] hash) ->
                tx.update(INVITATIONS)
                        .set(INVITATIONS.USES_LEFT, INVITATIONS.USES_LEFT.minus(1))
                        .where(isGood(hash, now))
                        .returningResult(INVITATIONS.ROLE, INVITATIONS.ID)
                        .fetchOptional()
                        .map(row -> new Admitted(Role.ofCode(row.value1()), row.value2()));
        };
    }

    /// Of two that come at once, the lock lets one see the other's administrator.
    private static Optional<Admitted> setUp(DSLContext tx, byte[] hash) {
        Administrators.lock(tx);
        if (Administrators.exist(tx)) {
            return Optional.empty();
        }
        boolean known = tx
                .deleteFrom(ONE_TIME_TOKENS)
                .where(ONE_TIME_TOKENS.PURPOSE.eq(Purpose.SET_UP.code()))
                .returningResult(ONE_TIME_TOKENS.HASH)
                .fetch(ONE_TIME_TOKENS.HASH)
                .stream()
                .anyMatch(stored -> Arrays.equals(stored, hash));
        return known ? Optional.of(new Admitted(Role.ADMINISTRATOR, null)) : Optional.empty();
    }

    private static Condition isSetUp(byte[] hash) {
        return ONE_TIME_TOKENS.HASH.eq(hash).and(ONE_TIME_TOKENS.PURPOSE.eq(Purpose.SET_UP.code()));
    }

    private static Condition isGood(byte[] hash, Instant now) {
        return INVITATIONS.HASH.eq(hash).and(InvitationTable.isGood(now));
    }

    /// Gives the user these shapes besides those he has, unless another has one of them. In one order, or two who want
    /// the same ones at once would wait for each other.
    static boolean claim(DSLContext tx, UserId user, Collection<String> shapes) {
        for (String shape : new TreeSet<>(shapes)) {
            tx.insertInto(NAME_SHAPES)
                    .set(NAME_SHAPES.SHAPE, shape)
                    .set(NAME_SHAPES.USER_ID, user.value())
                    .onConflictDoNothing()
                    .execute();
        }
        int his =
                tx.fetchCount(NAME_SHAPES, NAME_SHAPES.USER_ID.eq(user.value()).and(NAME_SHAPES.SHAPE.in(shapes)));
        return his == shapes.size();
    }

    /// For the users from before there were shapes; of names that share one, the first keeps it.
    public void shapeOldNames(Function<String, Set<String>> shapes) {
        var old = sql.select(USERS.ID, USERS.USERNAME)
                .from(USERS)
                .leftAntiJoin(NAME_SHAPES)
                .on(NAME_SHAPES.USER_ID.eq(USERS.ID))
                .where(USERS.DELETED_AT.isNull())
                .orderBy(USERS.ID)
                .fetch();
        old.forEach(row -> {
            boolean _ = claim(sql, new UserId(row.value1()), shapes.apply(row.value2()));
        });
    }

    private static void readGlobalRoom(DSLContext sql, UserId user) {
        sql.insertInto(READ_MARKERS)
                .columns(READ_MARKERS.USER_ID, READ_MARKERS.ROOM_ID, READ_MARKERS.SEQ, READ_MARKERS.MESSAGE_NO)
                .select(sql.select(val(user.value()), ROOMS.ID, ROOMS.LAST_SEQ, ROOMS.MESSAGE_COUNT)
                        .from(ROOMS)
                        .where(ROOMS.ID.eq(Room.GLOBAL.value())))
                .execute();
    }
}
