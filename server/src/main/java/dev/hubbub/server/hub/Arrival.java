package dev.hubbub.server.hub;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;

/// What a shard is told from other threads, and takes in the order in which it was told.
sealed interface Arrival {
    /// Consecutive events of a room; comes with a reference.
    record Batch(EncodedBatch events) implements Arrival {}

    /// The room's log reaches to `seq` at least, and what of it did not come will not.
    record Reached(RoomId room, long seq) implements Arrival {}

    /// By its event `seq` the user got into the room, as somebody says who may be late.
    record Joined(UserId user, RoomId room, long seq) implements Arrival {}
}
