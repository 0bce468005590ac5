package dev.hubbub.server.hub;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.ServerMessageWriter;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.log.CommittedBatch;
import dev.hubbub.server.timeline.Outlet;
import dev.hubbub.server.timeline.Timelines;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.concurrent.Executor;

/// Encodes what the timelines release, once, and hands it to every shard. Safe for any thread; never blocks.
public final class Hub implements Outlet, AutoCloseable {
    private final List<Shard> shards;
    private final ByteBufAllocator allocator;
    private final ServerMessageWriter writer = new ServerMessageWriter();
    private final DatabasePages pages;

    /// @param loops one for each shard; all connections of a shard must live on its loop
    /// @param recentBytesPerRoom how much of a room each shard keeps in memory for replays
    public Hub(
            List<? extends Executor> loops,
            Timelines.LogReader log,
            ByteBufAllocator allocator,
            int recentBytesPerRoom) {
        this.allocator = allocator;
        this.pages = new DatabasePages(log, allocator);
        this.shards = loops.stream()
                .map(loop -> new Shard(loop, pages, recentBytesPerRoom))
                .toList();
    }

    @Override
    public void deliver(CommittedBatch batch) {
        EncodedBatch encoded = EncodedBatch.of(batch, allocator);
        try {
            for (Shard shard : shards) {
                shard.publish(encoded.retain());
            }
        } finally {
            encoded.release();
        }
    }

    /// Best effort: to whoever keeps up.
    public void signal(RoomId room, ServerMessage message) {
        ByteBuf frame = frame(message);
        for (Shard shard : shards) {
            ByteBuf own = frame.retainedDuplicate();
            shard.execute(() -> shard.signal(room, own));
        }
        frame.release();
    }

    /// Best effort, to all connections of a user.
    public void signal(UserId user, ServerMessage message) {
        ByteBuf frame = frame(message);
        for (Shard shard : shards) {
            ByteBuf own = frame.retainedDuplicate();
            shard.execute(() -> shard.signal(user, own));
        }
        frame.release();
    }

    private ByteBuf frame(ServerMessage message) {
        return Frames.text(writer.write(message), allocator);
    }

    public List<Shard> shards() {
        return shards;
    }

    @Override
    public void close() {
        pages.close();
    }
}
