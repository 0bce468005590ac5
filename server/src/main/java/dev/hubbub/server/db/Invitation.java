package dev.hubbub.server.db;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Role;
import java.time.Instant;

/// What lets people register, without the secret: nobody has that but those whom it was given to.
///
/// @param role of those who come by it
/// @param note what its maker wrote for himself
public record Invitation(
        long id,
        Role role,
        String note,
        int usesLeft,
        Person createdBy,
        Instant createdAt,
        Instant expiresAt,
        boolean revoked) {

    public boolean isGood(Instant now) {
        return !revoked && usesLeft > 0 && now.isBefore(expiresAt);
    }
}
