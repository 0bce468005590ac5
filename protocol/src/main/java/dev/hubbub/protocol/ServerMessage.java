package dev.hubbub.protocol;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client hears.
public sealed interface ServerMessage {

    /// The answer to a hello: the snapshot that everything after it builds on.
    ///
    /// @param connection names this connection in logs
    /// @param epoch cursors are only good within one epoch
    /// @param left rooms among the hello's cursors that this user is no longer in, or that are gone
    /// @param expiresInMs how long its token lets the connection stay, unless it is renewed; null for ever
    record Welcome(
            String connection,
            String node,
            String epoch,
            Person user,
            List<RoomState> rooms,
            List<RoomId> left,
            Limits limits,
            @Nullable Long expiresInMs)
            implements ServerMessage {}

    /// @param messageBytes the most bytes that a message's text may have as UTF-8
    /// @param frameBytes the largest frame that the server reads
    /// @param commandsPerSecond the rate at which a connection may go on sending
    record Limits(int messageBytes, int frameBytes, int commandsPerSecond) {}

    record EventDelivered(Event event) implements ServerMessage {}

    /// An event of a kind that this program does not know, since the server is newer. It has its place in the room's
    /// log all the same: whoever skipped it would take the next one for proof of a hole.
    record UnknownEvent(RoomId room, long seq, String kind, Instant at, Person author) implements ServerMessage {}

    /// A room that this user has just got into, on this connection or another one. Its events, from the user's
    /// joining on, do not wait for it: it comes a moment after the first of them, since the room must be looked up.
    record RoomOpened(RoomState room) implements ServerMessage {}

    record Ack(Ref ref, AckBody body) implements ServerMessage {}

    /// @param ref null when it answers no particular command
    /// @param retryAfterMs null unless the code says to retry
    record Failure(
            @Nullable Ref ref,
            ErrorCode code,
            String message,
            @Nullable Long retryAfterMs) implements ServerMessage {}

    /// Who is online: first all of them in `online`, later only who came and went. Large rooms get `count` and
    /// no lists.
    record Presence(
            RoomId room,
            @Nullable List<Person> online,
            List<Person> joined,
            List<Person> left,
            @Nullable Integer count) implements ServerMessage {}

    record Typing(RoomId room, Person user) implements ServerMessage {}

    /// This user's read marker moved, perhaps on another device.
    ///
    /// @param unread how many messages stood after `seq` when the room's newest event was `lastSeq`; whoever has
    ///     heard of later ones adds them
    record ReadMoved(RoomId room, long seq, long unread, long lastSeq) implements ServerMessage {}

    /// The replay does not reach back to the client's cursor: what it has of this room is stale, and the stream
    /// goes on at `from` (the seq of the next event that it will get, or of none yet).
    record Reset(RoomId room, long lastSeq, long from) implements ServerMessage {}

    record Goodbye(String reason, long reconnectAfterMs) implements ServerMessage {}

    record Pong() implements ServerMessage {}

    /// What an ack tells besides that the command was done.
    sealed interface AckBody {
        record Done() implements AckBody {}

        /// The event that the command became. Also the answer to a join that is retried after the user is out
        /// of the room again.
        record Stored(RoomId room, long seq, Instant at) implements AckBody {}

        /// The room that was created or joined.
        record Entered(RoomState room) implements AckBody {}

        /// @param next cursor of the next page; null on the last one
        record Rooms(List<RoomListing> rooms, @Nullable String next) implements AckBody {}

        record Members(List<Member> members, @Nullable String next) implements AckBody {}

        record History(HistoryPage page) implements AckBody {}

        /// Where the marker stands now; the numbers as in [ReadMoved].
        /// @param expiresInMs as in the welcome
        record Renewed(@Nullable Long expiresInMs) implements AckBody {}

        record Read(RoomId room, long seq, long unread, long lastSeq) implements AckBody {}
    }
}
