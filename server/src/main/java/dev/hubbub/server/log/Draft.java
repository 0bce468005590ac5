package dev.hubbub.server.log;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import org.jspecify.annotations.Nullable;

/// A wish to add one event to a room's log. Whether it is allowed is decided in the transaction that holds the
/// room's row.
public sealed interface Draft {
    Ref ref();

    Person author();

    RoomId room();

    record Post(Ref ref, Person author, RoomId room, String text) implements Draft {}

    /// @param room a fresh id; the answer to a retry names the room of the first try instead
    /// @param passwordHash null for a room without a password
    /// @param memberLimit 0 for none
    record Create(
            Ref ref,
            Person author,
            RoomId room,
            String name,
            RoomKind kind,
            boolean listed,
            @Nullable String passwordHash,
            int memberLimit)
            implements Draft {}

    /// @param verifiedHash the hash of the room's password that the author has proven to know; null if it has
    ///     none. Joining fails if the room's hash is another one by now.
    record Join(
            Ref ref, Person author, RoomId room, @Nullable String verifiedHash) implements Draft {}

    record Leave(Ref ref, Person author, RoomId room) implements Draft {}

    /// @param member who is shown the door
    record Remove(Ref ref, Person author, RoomId room, Person member) implements Draft {}

    record Rename(Ref ref, Person author, RoomId room, String name) implements Draft {}

    /// @param topic empty for none any more
    record SetTopic(Ref ref, Person author, RoomId room, String topic) implements Draft {}

    record Delete(Ref ref, Person author, RoomId room) implements Draft {}

    /// Deletes a room whoever owns it. Whoever makes this has made sure that the author may; he need not be in it.
    record Close(Ref ref, Person author, RoomId room) implements Draft {}
}
