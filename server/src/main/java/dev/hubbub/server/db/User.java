package dev.hubbub.server.db;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.UserId;
import java.time.Instant;

/// A user's row. `active` turns false when the account is deactivated; rows are never deleted.
public record User(UserId id, String username, String email, String passwordHash, Instant createdAt, boolean active) {

    public Person person() {
        return new Person(id, username);
    }

    /// Never the hash.
    @Override
    public String toString() {
        return "User[id=" + id + ", username=" + username + "]";
    }
}
