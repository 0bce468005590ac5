package dev.hubbub.server.db;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.session.Standing;
import java.time.Instant;

/// A user's row. `active` turns false when the account is deactivated; rows are never deleted.
///
/// @param deleted for good; he is not active then
/// @param displayName empty if he goes by his username
/// @param generation of his access tokens
public record User(
        UserId id,
        String username,
        String email,
        String passwordHash,
        Instant createdAt,
        boolean active,
        boolean deleted,
        Role role,
        String displayName,
        long generation) {

    public Person person() {
        return new Person(id, username);
    }

    /// What a sign-in of his rests on. Take it before checking a password: whatever changes after that ends the
    /// session that begins with it.
    public Standing standing() {
        return new Standing(person(), role, generation);
    }

    public User withPasswordHash(String hash) {
        return new User(id, username, email, hash, createdAt, active, deleted, role, displayName, generation);
    }

    /// Never the hash.
    @Override
    public String toString() {
        return "User[id=" + id + ", username=" + username + "]";
    }
}
