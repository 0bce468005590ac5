package dev.hubbub.server.log;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A room's row, as it was when it was locked or is to be when it is made.
///
/// @param topic empty for none
/// @param passwordHash null for none
/// @param owner null if nobody owns it
/// @param memberLimit 0 for none
/// @param messages how many messages its log holds
record RoomRow(
        RoomId id,
        String name,
        String topic,
        RoomKind kind,
        boolean listed,
        @Nullable String passwordHash,
        @Nullable UserId owner,
        int memberLimit,
        int members,
        long lastSeq,
        long messages,
        Instant lastAt,
        boolean deleted) {

    static RoomRow fresh(Draft.Create create, Instant now) {
        return new RoomRow(
                create.room(),
                create.name(),
                "",
                create.kind(),
                create.listed(),
                create.passwordHash(),
                create.author().id(),
                create.memberLimit(),
                0,
                0,
                0,
                now,
                false);
    }
}
