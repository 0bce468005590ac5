package dev.hubbub.server.db;

import dev.hubbub.protocol.UserId;
import java.time.Instant;
import java.util.Set;

/// What is stored of somebody who registers.
///
/// @param shapes what his name looks like; he is refused if another's looks like that
public record NewUser(
        UserId id, String username, Set<String> shapes, String email, String passwordHash, Instant createdAt) {
    public NewUser {
        shapes = Set.copyOf(shapes);
    }

    /// Never the hash.
    @Override
    public String toString() {
        return "NewUser[id=" + id + ", username=" + username + "]";
    }
}
