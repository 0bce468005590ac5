package dev.hubbub.server.hub;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.timeline.EncodedEvents;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Consecutive events of one room as finished WebSocket frames, one frame each, in one shared buffer: framed
/// once, compressed once if anybody wants it so, written to every connection. Immutable but for its reference
/// count and the compressed form, which is made on demand; safe for any thread.
public final class EncodedBatch extends AbstractReferenceCounted {
    private final RoomId room;
    private final long first;
    private final Packed plain;
    private final List<EncodedEvents.Change> changes;
    private final long madeAt = System.nanoTime();
    /// Guarded by this.
    private @Nullable Packed compressed;

    /// Frames one after the other.
    private static final class Packed {
        private final ByteBuf frames;
        /// Where the frame of event `first + i` ends.
        private final int[] ends;

        Packed(ByteBuf frames, int[] ends) {
            this.frames = frames;
            this.ends = ends;
        }

        ByteBuf retainedSlice(int from, int to) {
            int start = from == 0 ? 0 : ends[from - 1];
            return frames.retainedSlice(start, ends[to] - start);
        }
    }

    private EncodedBatch(RoomId room, long first, Packed plain, List<EncodedEvents.Change> changes) {
        this.room = room;
        this.first = first;
        this.plain = plain;
        this.changes = changes;
    }

    /// The caller owns the one reference.
    public static EncodedBatch of(EncodedEvents events, ByteBufAllocator allocator) {
        ByteBuf frames = allocator.directBuffer(events.length() + events.count() * Frames.USUAL_HEADER);
        int[] ends = new int[events.count()];
        boolean complete = false;
        try {
            events.forEachLine(new EncodedEvents.Lines() {
                private int framed;

                @Override
                public void line(byte[] bytes, int offset, int length) {
                    Frames.header(frames, Frames.FINAL_TEXT, length);
                    frames.writeBytes(bytes, offset, length);
                    ends[framed] = frames.writerIndex();
                    framed++;
                }
            });
            complete = true;
            return new EncodedBatch(events.room(), events.first(), new Packed(frames, ends), events.changes());
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
        return first + plain.ends.length - 1;
    }

    /// By `System.nanoTime`: for a live batch, when it was released.
    long madeAt() {
        return madeAt;
    }

    /// Without the compressed form, which at most doubles it.
    int bytes() {
        return plain.frames.writerIndex();
    }

    List<EncodedEvents.Change> changes() {
        return changes;
    }

    /// The frames of the events from `from` to `to`, both included and within the batch, as a reference of the
    /// caller's own. Indices are explicit: a shared reader index would move for the next connection, which
    /// would lose frames.
    ///
    /// @param deflation null for whoever did not negotiate compression
    ByteBuf frames(long from, long to, @Nullable Deflation deflation) {
        Packed packed = deflation == null ? plain : compressed(deflation);
        return packed.retainedSlice((int) (from - first), (int) (to - first));
    }

    /// The first event loop that has somebody for it compresses; the others wait for it, for as long as they
    /// would need themselves.
    private synchronized Packed compressed(Deflation deflation) {
        Packed done = compressed;
        if (done == null) {
            done = compress(deflation);
            compressed = done;
        }
        return done;
    }

    /// Each message by itself: clients expect one JSON object in each.
    private Packed compress(Deflation deflation) {
        ByteBuf frames = plain.frames.alloc().directBuffer(bytes());
        int[] ends = new int[plain.ends.length];
        int start = 0;
        for (int i = 0; i < ends.length; i++) {
            int payload = start + Frames.headerLength(plain.frames, start);
            deflation.write(plain.frames, payload, plain.ends[i] - payload, frames);
            ends[i] = frames.writerIndex();
            start = plain.ends[i];
        }
        return new Packed(frames, ends);
    }

    @Override
    public EncodedBatch retain() {
        super.retain();
        return this;
    }

    @Override
    public ReferenceCounted touch(Object hint) {
        plain.frames.touch(hint);
        return this;
    }

    @Override
    protected synchronized void deallocate() {
        plain.frames.release();
        if (compressed != null) {
            compressed.frames.release();
        }
    }
}
