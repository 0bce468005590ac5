package dev.hubbub.server.db;

import static dev.hubbub.schema.generated.Tables.USERS;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.session.Standing;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;

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

    public Optional<User> findById(UserId id) {
        return find(USERS.ID.eq(id.value()));
    }

    /// As which a user may sign in now; empty for nobody and for deactivated accounts.
    public Optional<Standing> standing(UserId id) {
        return findById(id).filter(User::active).map(User::standing);
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
                Role.ofCode(row.get(USERS.ROLE)),
                row.get(USERS.DISPLAY_NAME),
                row.get(USERS.GENERATION));
    }
}
