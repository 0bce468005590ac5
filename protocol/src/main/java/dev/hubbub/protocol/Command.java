package dev.hubbub.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a client says. Every command with a ref gets exactly one ack or error with it.
public sealed interface Command {

    /// The first frame: who I am, and how far I have seen each room.
    ///
    /// @param token null when the upgrade request carried it
    /// @param epoch the server's epoch that the cursors belong to; null when there are none
    record Hello(@Nullable String token, @Nullable String epoch, Map<RoomId, Long> cursors) implements Command {
        public Hello {
            cursors = Map.copyOf(cursors);
        }

        /// Never the token.
        @Override
        public String toString() {
            return "Hello[cursors=" + cursors.size() + "]";
        }
    }

    /// A command that is answered by an ack or an error.
    sealed interface Answered extends Command {
        Ref ref();
    }

    record Post(Ref ref, RoomId room, String text) implements Answered {}

    /// @param password null for a public room
    /// @param listed whether strangers find a private room in the directory
    /// @param memberLimit 0 for the server's limit
    record CreateRoom(
            Ref ref, String name, RoomKind kind, @Nullable String password, boolean listed, int memberLimit)
            implements Answered {
        @Override
        public String toString() {
            return "CreateRoom[ref=" + ref + ", name=" + name + ", kind=" + kind + "]";
        }
    }

    /// One of `room` and `name` is given.
    record JoinRoom(
            Ref ref,
            @Nullable RoomId room,
            @Nullable String name,
            @Nullable String password) implements Answered {
        @Override
        public String toString() {
            return "JoinRoom[ref=" + ref + ", room=" + room + ", name=" + name + "]";
        }
    }

    record LeaveRoom(Ref ref, RoomId room) implements Answered {}

    record DeleteRoom(Ref ref, RoomId room) implements Answered {}

    record RenameRoom(Ref ref, RoomId room, String name) implements Answered {}

    /// @param topic what the room is about, in one line; empty for nothing any more
    record SetTopic(Ref ref, RoomId room, String topic) implements Answered {}

    record RemoveMember(Ref ref, RoomId room, UserId user) implements Answered {}

    /// The directory and one's own rooms, by name.
    ///
    /// @param query part of a name or a topic; null for all
    /// @param after the cursor that the last page gave; null for the first page
    record ListRooms(
            Ref ref, @Nullable String query, @Nullable String after, int limit) implements Answered {}

    record ListMembers(Ref ref, RoomId room, @Nullable String after, int limit) implements Answered {}

    record History(Ref ref, RoomId room, HistoryQuery query) implements Answered {}

    /// I have read up to `seq`. Markers only move forward.
    record MarkRead(Ref ref, RoomId room, long seq) implements Answered {}

    /// A fresh access token of the same session, so that the connection may outlive the one that it began with. The
    /// connection itself answers, by an ack or an error with the ref.
    record Renew(Ref ref, String token) implements Command {
        /// Never the token.
        @Override
        public String toString() {
            return "Renew[ref=" + ref + "]";
        }
    }

    record Typing(RoomId room) implements Command {}

    record Ping() implements Command {}
}
