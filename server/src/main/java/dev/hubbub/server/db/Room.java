package dev.hubbub.server.db;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A room's row, for checks and answers; not for strangers' eyes.
///
/// @param passwordHash null if it takes no password
/// @param owner null for the global room and direct conversations
/// @param members how many; for the global room all active users
/// @param memberLimit 0 for none
public record Room(
        RoomId id,
        String name,
        RoomKind kind,
        boolean listed,
        @Nullable String passwordHash,
        @Nullable UserId owner,
        int members,
        int memberLimit,
        long lastSeq,
        Instant createdAt) {

    /// The one room that every user is in.
    public static final RoomId GLOBAL = new RoomId(1);

    /// Never the hash.
    @Override
    public String toString() {
        return "Room[id=" + id + ", name=" + name + "]";
    }
}
