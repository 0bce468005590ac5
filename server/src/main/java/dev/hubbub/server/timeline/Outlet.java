package dev.hubbub.server.timeline;

import dev.hubbub.protocol.RoomId;

/// Where released events go. Called for one room by one thread at a time; it must not block.
///
/// Of what one timeline releases each begins where the one before ended, or where it said that the log reaches
/// to. Another timeline of the same room, after it retired, may begin anywhere, earlier too.
public interface Outlet {
    void deliver(EncodedEvents events);

    /// The room's log reaches to `seq` at least, and what of it was not delivered will not be: whoever needs that
    /// reads the log. What is after it comes.
    void reached(RoomId room, long seq);
}
