package dev.hubbub.server.cluster;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What concerns one user's connections, wherever they are, as messages of the bus, and back; all in the headers. Safe
/// for any thread. Like [RoomMessages] it skips and counts what is none of this node's business.
public final class UserMessages {
    private static final Logger LOG = LoggerFactory.getLogger(UserMessages.class);
    private static final String KIND = "Hubbub-Kind";
    private static final String SEQ = "Hubbub-Seq";
    private static final String UNREAD = "Hubbub-Unread";
    private static final String LAST = "Hubbub-Last";
    private static final String PREFIX = "user.";
    private static final byte[] NOTHING = {};

    private final Origin here;
    private final SparseLog malformedLog = new SparseLog(LOG);
    private final LongAdder skipped = new LongAdder();

    /// What a user's connections are to hear.
    sealed interface Told {
        UserId user();

        /// He got into the room by its event `seq`.
        record Joined(UserId user, RoomId room, long seq) implements Told {}

        record Read(UserId user, ServerMessage.ReadMoved moved) implements Told {}
    }

    /// @param node as in [RoomMessages]
    public UserMessages(String node, String epoch) {
        here = new Origin(node, epoch);
    }

    static String subject(UserId user) {
        return PREFIX + user;
    }

    BusMessage write(Told told) {
        return switch (told) {
            case Told.Joined joined -> message(joined.user(), "joined", joined.room(), joined.seq(), 0, 0);
            case Told.Read(UserId user, ServerMessage.ReadMoved moved) ->
                message(user, "read", moved.room(), moved.seq(), moved.unread(), moved.lastSeq());
        };
    }

    private BusMessage message(UserId user, String kind, RoomId room, long seq, long unread, long last) {
        Map<String, String> headers = here.headers();
        headers.put(KIND, kind);
        headers.put(RoomMessages.ROOM, room.toString());
        headers.put(SEQ, Long.toString(seq));
        headers.put(UNREAD, Long.toString(unread));
        headers.put(LAST, Long.toString(last));
        return new BusMessage(subject(user), headers, NOTHING);
    }

    /// Empty if this node sent it, or is to skip it.
    Optional<Told> read(BusMessage message) {
        switch (here.of(message)) {
            case OWN -> {}
            case OTHER_VERSION, OTHER_EPOCH -> skipped.increment();
            case KIN -> {
                try {
                    return told(message);
                } catch (IllegalArgumentException e) {
                    skipped.increment();
                    malformedLog.warn("a message on " + message.subject() + " cannot be read", e);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Told> told(BusMessage message) {
        UserId user = UserId.parse(message.subject().substring(PREFIX.length()))
                .orElseThrow(() -> new IllegalArgumentException("no id of a user"));
        RoomId room = RoomId.parse(RoomMessages.header(message, RoomMessages.ROOM))
                .orElseThrow(() -> new IllegalArgumentException("no id of a room"));
        long seq = number(message, SEQ);
        return switch (RoomMessages.header(message, KIND)) {
            case "joined" -> Optional.of(new Told.Joined(user, room, seq));
            case "read" ->
                Optional.of(new Told.Read(
                        user, new ServerMessage.ReadMoved(room, seq, number(message, UNREAD), number(message, LAST))));
            default -> {
                skipped.increment();
                yield Optional.empty();
            }
        };
    }

    private static long number(BusMessage message, String header) {
        long number = Long.parseLong(RoomMessages.header(message, header));
        if (number < 0) {
            throw new IllegalArgumentException("a negative number");
        }
        return number;
    }

    /// Of another version or epoch, or not to be understood.
    public long skippedCount() {
        return skipped.sum();
    }
}
