package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.MEMBERSHIPS;
import static dev.hubbub.schema.generated.Tables.ROOMS;
import static dev.hubbub.schema.generated.Tables.USERS;
import static org.jooq.impl.DSL.noCondition;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.session.Standing;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// The accounts.
public final class Users {
    private final DSLContext sql;

    public Users(Database database) {
        sql = database.sql();
    }

    /// By username or e-mail address; deactivated accounts too.
    public Optional<User> findByLogin(String login) {
        String key = NameKey.of(login);
        // No username has an @. One query in either case, or how long it takes would tell.
        return find(login.contains("@") ? USERS.EMAIL_KEY.eq(key) : USERS.USERNAME_KEY.eq(key));
    }

    public Optional<User> findByUsername(String username) {
        return find(USERS.USERNAME_KEY.eq(NameKey.of(username)));
    }

    /// @param key as [NameKey] makes it
    public Optional<User> findByEmail(String key) {
        return find(USERS.EMAIL_KEY.eq(key));
    }

    public Optional<User> findById(UserId id) {
        return find(USERS.ID.eq(id.value()));
    }

    /// As which a user may sign in now; empty for nobody and for deactivated accounts.
    public Optional<Standing> standing(UserId id) {
        return findById(id).filter(User::active).map(User::standing);
    }

    /// By name. Deactivated ones too, deleted ones not.
    ///
    /// @param query part of a username or address; null for all
    /// @param after the last page's cursor; null, or one that nobody gave, for the first page
    public Page<User> page(@Nullable String query, @Nullable String after, int limit) {
        Condition named = query == null
                ? noCondition()
                : USERS.USERNAME_KEY.contains(NameKey.of(query)).or(USERS.EMAIL_KEY.contains(NameKey.of(query)));
        var rows = sql.selectFrom(USERS)
                .where(USERS.DELETED_AT.isNull(), named, Directory.isAfter(USERS.USERNAME_KEY, USERS.ID, after))
                .orderBy(USERS.USERNAME_KEY, USERS.ID)
                .limit(limit + 1)
                .fetch(row -> new Keyed<>(user(row), new NameCursor(row.get(USERS.USERNAME_KEY), row.get(USERS.ID))));
        return Keyed.page(rows, limit);
    }

    /// Deleted users who are in rooms that others own, or alone in their own.
    public List<UserId> deletedInRooms() {
        return sql.selectDistinct(USERS.ID)
                .from(USERS)
                .join(MEMBERSHIPS)
                .on(MEMBERSHIPS.USER_ID.eq(USERS.ID))
                .join(ROOMS)
                .on(ROOMS.ID.eq(MEMBERSHIPS.ROOM_ID))
                .where(USERS.DELETED_AT.isNotNull(), ROOMS.DELETED_AT.isNull())
                .and(ROOMS.OWNER_ID.isDistinctFrom(USERS.ID).or(ROOMS.MEMBER_COUNT.le(1)))
                .fetch(row -> new UserId(row.value1()));
    }

    /// Those of `ids` that exist.
    public Map<UserId, Person> persons(Collection<UserId> ids) {
        var persons = new HashMap<UserId, Person>();
        sql.select(USERS.ID, USERS.USERNAME)
                .from(USERS)
                .where(USERS.ID.eq(Arrays.any(ids.stream().mapToLong(UserId::value))))
                .forEach(row -> {
                    var person = Rows.person(row.value1(), row.value2());
                    persons.put(person.id(), person);
                });
        return persons;
    }

    private Optional<User> find(Condition condition) {
        return sql.selectFrom(USERS).where(condition).fetchOptional(Users::user);
    }

    private static User user(Record row) {
        return new User(
                new UserId(row.get(USERS.ID)),
                row.get(USERS.USERNAME),
                row.get(USERS.EMAIL),
                row.get(USERS.PASSWORD_HASH),
                row.get(USERS.CREATED_AT),
                row.get(USERS.DEACTIVATED_AT) == null,
                row.get(USERS.DELETED_AT) != null,
                Role.ofCode(row.get(USERS.ROLE)),
                row.get(USERS.DISPLAY_NAME),
                row.get(USERS.GENERATION));
    }
}
