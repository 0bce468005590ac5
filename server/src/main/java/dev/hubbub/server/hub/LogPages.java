package dev.hubbub.server.hub;

import dev.hubbub.protocol.RoomId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads a room's log for connections that are behind.
interface LogPages {

    /// Reads upwards from `from`, off the event loop, and calls back on any thread: with a batch that the
    /// callee then owns, or with null if there is nothing from there on. If the database fails it is asked
    /// again: the answer may come late, but it comes.
    void read(RoomId room, long from, Consumer<@Nullable EncodedBatch> done);
}
