package dev.hubbub.server.hub;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.Pieces;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.log.CommittedBatch;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

/// Consecutive events of one room as finished WebSocket frames, one frame each, in one shared buffer: encoded
/// once, written to every connection. Immutable but for its reference count; safe for any thread.
public final class EncodedBatch {
    /// Where membership changes within the batch, and so who sees what is after it.
    ///
    /// @param user whom it is about; for the deletion of the room, who deleted it
    record Change(long seq, EventKind kind, UserId user) {}

    private final RoomId room;
    private final long first;
    private final ByteBuf frames;
    /// Where the frame of event `first + i` ends.
    private final int[] ends;
    private final List<Change> changes;

    private EncodedBatch(RoomId room, long first, ByteBuf frames, int[] ends, List<Change> changes) {
        this.room = room;
        this.first = first;
        this.frames = frames;
        this.ends = ends;
        this.changes = changes;
    }

    /// The caller owns the one reference.
    public static EncodedBatch of(CommittedBatch batch, ByteBufAllocator allocator) {
        List<Event> events = batch.events();
        ByteBuf frames = allocator.directBuffer(events.size() * 256);
        int[] ends = new int[events.size()];
        List<Change> changes = List.of();
        boolean complete = false;
        try {
            for (int i = 0; i < ends.length; i++) {
                Event event = events.get(i);
                Frames.writeText(frames, out -> Pieces.eventFrame(event, out));
                ends[i] = frames.writerIndex();
                if (event.kind().changesAudience()) {
                    changes = changes.isEmpty() ? new ArrayList<>() : changes;
                    UserId about = event.user() == null
                            ? event.author().id()
                            : event.user().id();
                    changes.add(new Change(event.seq(), event.kind(), about));
                }
            }
            complete = true;
            return new EncodedBatch(batch.room(), batch.first(), frames, ends, changes);
        } finally {
            if (!complete) {
                frames.release();
            }
        }
    }

    RoomId room() {
        return room;
    }

    long first() {
        return first;
    }

    long last() {
        return first + ends.length - 1;
    }

    int bytes() {
        return frames.writerIndex();
    }

    List<Change> changes() {
        return changes;
    }

    /// The frames of the events from `from` to `to`, both included and within the batch, as a reference of the
    /// caller's own. Indices are explicit: a shared reader index would move for the next connection, which
    /// would lose frames.
    ByteBuf frames(long from, long to) {
        int start = from == first ? 0 : ends[(int) (from - first) - 1];
        return frames.retainedSlice(start, ends[(int) (to - first)] - start);
    }

    EncodedBatch retain() {
        frames.retain();
        return this;
    }

    void release() {
        frames.release();
    }
}
