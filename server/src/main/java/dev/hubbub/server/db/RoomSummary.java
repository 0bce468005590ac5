package dev.hubbub.server.db;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A room as those see it who run the server, whether or not they are in it.
///
/// @param locked whether joining takes a password
/// @param owner null if it has none
/// @param lastSeq how many events it has
/// @param lastAt when the last of them was
public record RoomSummary(
        RoomId id,
        String name,
        RoomKind kind,
        boolean listed,
        boolean locked,
        @Nullable Person owner,
        int members,
        long lastSeq,
        Instant createdAt,
        Instant lastAt) {}
