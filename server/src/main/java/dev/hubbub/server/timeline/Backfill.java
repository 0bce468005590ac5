package dev.hubbub.server.timeline;

import dev.hubbub.protocol.RoomId;

/// Asked to bring events that a timeline misses. It answers by offering them, later and on another thread, and
/// must offer something or ask again by itself: the timeline asks once per gap.
public interface Backfill {
    void request(RoomId room, long from, long to);
}
