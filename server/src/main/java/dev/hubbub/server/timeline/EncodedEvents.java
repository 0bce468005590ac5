package dev.hubbub.server.timeline;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.Pieces;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.log.CommittedBatch;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Consecutive committed events of one room as the clients get them: JSON in UTF-8, a line each, without a line
/// end after the last. Encoded once, on the node that committed them; every timeline, bus and WebSocket carries
/// these bytes. Immutable, as long as nobody writes into what [#body] and [#forEachLine] show.
///
/// JSON writes a line end within a text as `\n`, so that there is none within a line.
public final class EncodedEvents {
    /// Where membership changes, and so who sees what comes after it.
    ///
    /// @param user whom it is about; for the deletion of the room, who deleted it
    /// @param unwrittenAt by `System.nanoTime`, a moment at which it was not in the log yet; null if none is
    ///     known, as of whatever another node committed
    public record Change(
            long seq, EventKind kind, UserId user, @Nullable Long unwrittenAt) {
        public Change(long seq, EventKind kind, UserId user) {
            this(seq, kind, user, null);
        }

        /// Whether it came into the log after that moment, by `System.nanoTime`, for all that is known.
        public boolean isAfter(long moment) {
            return unwrittenAt != null && unwrittenAt - moment > 0;
        }
    }

    /// Takes the bytes of one line after the other.
    public interface Lines {
        void line(byte[] bytes, int offset, int length);
    }

    private static final int USUAL_LINE = 320;

    private final RoomId room;
    private final long first;
    private final byte[] bytes;
    /// Where each line of `bytes` ends.
    private final int[] ends;
    /// The lines that are meant, of all that `bytes` holds: from this one, before that one.
    private final int from;

    private final int to;
    private final List<Change> changes;

    private EncodedEvents(RoomId room, long first, byte[] bytes, int[] ends, int from, int to, List<Change> changes) {
        this.room = room;
        this.first = first;
        this.bytes = bytes;
        this.ends = ends;
        this.from = from;
        this.to = to;
        this.changes = changes;
    }

    public static EncodedEvents of(CommittedBatch batch) {
        List<Event> events = batch.events();
        var out = new ByteArrayOutputStream(events.size() * USUAL_LINE);
        int[] ends = new int[events.size()];
        List<Change> changes = List.of();
        for (int i = 0; i < ends.length; i++) {
            Event event = events.get(i);
            if (i > 0) {
                out.write('\n');
            }
            Pieces.eventFrame(event, out);
            ends[i] = out.size();
            if (event.kind().changesAudience()) {
                changes = changes.isEmpty() ? new ArrayList<>() : changes;
                changes.add(new Change(event.seq(), event.kind(), whom(event), batch.unwrittenAt()));
            }
        }
        return new EncodedEvents(batch.room(), batch.first(), out.toByteArray(), ends, 0, ends.length, changes);
    }

    private static UserId whom(Event event) {
        return event.user() == null ? event.author().id() : event.user().id();
    }

    /// What another node encoded. The body is not copied.
    ///
    /// @param changes in seq order
    /// @throws IllegalArgumentException if these do not fit together
    public static EncodedEvents of(RoomId room, long first, int count, byte[] body, List<Change> changes) {
        require(first > 0 && count > 0 && first <= Long.MAX_VALUE - count, "no seqs");
        // Before anything is made as large as somebody says.
        require(count <= body.length, "fewer lines than events");
        int[] ends = new int[count];
        int lines = 0;
        for (int i = 0; i <= body.length; i++) {
            if (i == body.length || body[i] == '\n') {
                require(lines < count, "more lines than events");
                ends[lines] = i;
                lines++;
            }
        }
        require(lines == count, "fewer lines than events");
        long last = first - 1;
        for (Change change : changes) {
            require(change.seq() > last && change.seq() < first + count, "a change that is not of these events");
            require(change.kind().changesAudience(), "a change that is none");
            last = change.seq();
        }
        return new EncodedEvents(room, first, body, ends, 0, count, List.copyOf(changes));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    public RoomId room() {
        return room;
    }

    public long first() {
        return first;
    }

    public long last() {
        return first + count() - 1;
    }

    public int count() {
        return to - from;
    }

    /// In seq order.
    public List<Change> changes() {
        return changes;
    }

    /// How many bytes the lines have, and the line ends between them.
    public int length() {
        return ends[to - 1] - start(from);
    }

    /// The events after `seq`, which must not be the last of these. Copies nothing.
    public EncodedEvents after(long seq) {
        return seq < first ? this : between(seq + 1, last());
    }

    /// The events from `low` to `high`, both included and among these. Copies nothing.
    public EncodedEvents between(long low, long high) {
        require(first <= low && low <= high && high <= last(), "not among these events");
        List<Change> some = changes.isEmpty()
                ? changes
                : changes.stream()
                        .filter(change -> low <= change.seq() && change.seq() <= high)
                        .toList();
        return new EncodedEvents(
                room, low, bytes, ends, from + (int) (low - first), from + (int) (high + 1 - first), some);
    }

    /// All lines. A copy only if these events are part of others.
    public byte[] body() {
        return length() == bytes.length ? bytes : Arrays.copyOfRange(bytes, start(from), ends[to - 1]);
    }

    public void forEachLine(Lines lines) {
        for (int i = from; i < to; i++) {
            lines.line(bytes, start(i), ends[i] - start(i));
        }
    }

    private int start(int line) {
        return line == 0 ? 0 : ends[line - 1] + 1;
    }

    @Override
    public String toString() {
        return "events " + first + " to " + last() + " of room " + room;
    }
}
