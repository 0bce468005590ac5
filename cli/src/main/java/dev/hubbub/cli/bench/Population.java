package dev.hubbub.cli.bench;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.account.PasswordHasher;
import dev.hubbub.server.account.Tokens;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.session.SessionId;
import dev.hubbub.server.session.Standing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// Fills a database with users and rooms, past the server: at the bcrypt cost that a server has to have, ten
/// thousand registrations take most of an hour. Mostly users have no password, and always tokens that the
/// server checks like any other.
final class Population {
    private static final String NO_PASSWORD = "!";
    private static final int COST = 12;

    private final Connection database;
    private final Tokens tokens;
    private final Ids ids = new Ids();

    Population(Connection database, Tokens tokens) {
        this.database = database;
        this.tokens = tokens;
    }

    /// Users who are in nothing but the global room yet.
    List<Person> users(int count) throws SQLException {
        return users(count, NO_PASSWORD);
    }

    /// The hash of a password at the cost that a server has when nobody sets it.
    static String hash(String password) {
        try (PasswordHasher hasher = new PasswordHasher(COST)) {
            return hasher.hash(password).orElseThrow();
        }
    }

    /// @param passwordHash the same for all of them, since each costs as much as a registration
    List<Person> users(int count, String passwordHash) throws SQLException {
        List<Person> users = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long id = ids.nextId();
            users.add(new Person(new UserId(id), "bench-" + Long.toString(id, Character.MAX_RADIX)));
        }
        try (PreparedStatement insert = database.prepareStatement("""
                INSERT INTO users (id, username, username_key, email, email_key, password_hash, created_at)
                SELECT id, name, name, name || '@bench.invalid', name || '@bench.invalid', ?, date_trunc('milliseconds', now())
                FROM unnest(?, ?) AS u (id, name)""")) {
            insert.setString(1, passwordHash);
            insert.setArray(2, longs(users.stream().mapToLong(user -> user.id().value())));
            insert.setArray(
                    3,
                    database.createArrayOf(
                            "text", users.stream().map(Person::username).toArray()));
            insert.executeUpdate();
        }
        return users;
    }

    /// A public room with these members and an empty log.
    long room(List<Person> members) throws SQLException {
        long id = ids.nextId();
        String name = "bench-" + Long.toString(id, Character.MAX_RADIX);
        try (PreparedStatement insert = database.prepareStatement("""
                INSERT INTO rooms (id, name, name_key, kind, listed, owner_id, member_count, last_at, created_at)
                VALUES (?, ?, ?, ?, true, ?, ?, date_trunc('milliseconds', now()), date_trunc('milliseconds', now()))""")) {
            insert.setLong(1, id);
            insert.setString(2, name);
            insert.setString(3, name);
            insert.setInt(4, RoomKind.PUBLIC.code());
            insert.setLong(5, members.getFirst().id().value());
            insert.setInt(6, members.size());
            insert.executeUpdate();
        }
        try (PreparedStatement insert = database.prepareStatement("""
                INSERT INTO memberships (room_id, user_id, joined_seq, joined_at)
                SELECT ?, id, 0, date_trunc('milliseconds', now()) FROM unnest(?) AS u (id)""")) {
            insert.setLong(1, id);
            insert.setArray(
                    2, longs(members.stream().mapToLong(user -> user.id().value())));
            insert.executeUpdate();
        }
        return id;
    }

    /// Puts so many messages into an empty room, as if posted in turn by its members.
    void messages(long room, List<Person> authors, int count) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("""
                INSERT INTO events (room_id, seq, kind, at, author_id, ref, text, message_no)
                SELECT ?, n, 1, date_trunc('milliseconds', now()) - (? - n) * interval '1 second',
                       (?::bigint[])[1 + n % ?], 'bench-' || lpad(to_hex(n), 12, '0'),
                       'message ' || n || ' the quick brown fox jumps over the lazy dog, and over him again', n
                FROM generate_series(1, ?) AS g (n)""")) {
            insert.setLong(1, room);
            insert.setInt(2, count);
            insert.setArray(
                    3, longs(authors.stream().mapToLong(user -> user.id().value())));
            insert.setInt(4, authors.size());
            insert.setInt(5, count);
            insert.executeUpdate();
        }
        try (PreparedStatement update =
                database.prepareStatement("UPDATE rooms SET last_seq = ?, message_count = ? WHERE id = ?")) {
            update.setInt(1, count);
            update.setInt(2, count);
            update.setLong(3, room);
            update.executeUpdate();
        }
    }

    /// As autovacuum would do in a while, so that the first measurement does not run into it.
    void tidy() throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute("VACUUM ANALYZE users, rooms, memberships, events");
        }
    }

    /// Someone in rooms whose logs are empty.
    Identity identity(Person user, long... rooms) {
        return new Identity(token(user), 0, LongStream.of(rooms).boxed().toList());
    }

    /// Someone in one room, who has read so far.
    Identity reader(Person user, long room, long seen) {
        return new Identity(token(user), seen, List.of(room));
    }

    /// As from a sign-in of its own.
    private String token(Person user) {
        return tokens.issue(new Standing(user, Role.MEMBER, 0), new SessionId(ids.nextId()));
    }

    private java.sql.Array longs(LongStream values) throws SQLException {
        return database.createArrayOf("bigint", values.boxed().toArray());
    }
}
