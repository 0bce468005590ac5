package dev.hubbub.server.log;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.RoomId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Events of one room that are durable, with consecutive seqs and in order; never empty.
///
/// @param unwrittenAt by `System.nanoTime`, a moment at which none of them was in the log yet; null if none is
///     known
public record CommittedBatch(
        RoomId room, List<Event> events, @Nullable Long unwrittenAt) {
    public CommittedBatch {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a batch holds at least one event");
        }
    }

    /// As the log has them.
    public CommittedBatch(RoomId room, List<Event> events) {
        this(room, events, null);
    }

    public long first() {
        return events.getFirst().seq();
    }

    public long last() {
        return events.getLast().seq();
    }
}
