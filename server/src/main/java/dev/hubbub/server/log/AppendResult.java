package dev.hubbub.server.log;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.RoomId;
import java.time.Instant;

/// What became of a draft.
public sealed interface AppendResult {

    /// It stands in the room's log at `seq`, for good.
    record Committed(RoomId room, long seq, Instant at) implements AppendResult {}

    /// The same (author, ref) was stored before; this is the first answer again.
    record AlreadyCommitted(RoomId room, long seq, Instant at) implements AppendResult {}

    /// There was nothing to do: the author is in the room already, or out of it already. No event was stored.
    record Unchanged(RoomId room, long lastSeq, Instant at) implements AppendResult {}

    /// It may not be done; nothing was stored.
    record Refused(ErrorCode code, String message) implements AppendResult {}

    /// The queue is full or the database is away: nothing was stored; try again after so many milliseconds.
    record Busy(ErrorCode code, long retryAfterMs) implements AppendResult {}

    /// The connection broke during COMMIT. Retrying with the same ref is safe.
    record Unconfirmed(long retryAfterMs) implements AppendResult {}
}
