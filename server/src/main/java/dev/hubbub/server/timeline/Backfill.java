package dev.hubbub.server.timeline;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.log.CommittedBatch;
import java.util.List;
import java.util.Optional;

/// Where events come from that a timeline misses: in the end the log, and before it whatever has them more
/// cheaply.
public interface Backfill {
    /// Some events that begin at `from` or before and go beyond that, at best to `to`; empty if it has none there.
    /// May block, and fail: it is asked again.
    Optional<EncodedEvents> read(RoomId room, long from, long to);

    /// The log, in pages.
    static Backfill fromLog(Timelines.LogReader log) {
        int page = 500;
        return (room, from, to) -> {
            List<Event> events = log.range(room, from, (int) Math.min(page, to - from + 1));
            return events.isEmpty()
                    ? Optional.empty()
                    : Optional.of(EncodedEvents.of(new CommittedBatch(room, events)));
        };
    }
}
