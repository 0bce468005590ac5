package dev.hubbub.server.log;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.RoomId;
import java.util.List;

/// Events of one room that are durable, with consecutive seqs and in order; never empty.
public record CommittedBatch(RoomId room, List<Event> events) {
    public CommittedBatch {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a batch holds at least one event");
        }
    }

    public long first() {
        return events.getFirst().seq();
    }

    public long last() {
        return events.getLast().seq();
    }
}
