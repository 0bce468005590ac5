package dev.hubbub.server.hub;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.ServerMessageWriter;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.timeline.EncodedEvents;
import dev.hubbub.server.timeline.Outlet;
import dev.hubbub.server.timeline.Timelines;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// Frames what the timelines release, once, and hands it to every shard. Safe for any thread; never blocks.
public final class Hub implements Outlet, AutoCloseable {
    private final Map<Executor, Shard> shards = new ConcurrentHashMap<>();
    private final int recentBytesPerRoom;
    private final ByteBufAllocator allocator;
    private final ServerMessageWriter writer = new ServerMessageWriter();
    private final DatabasePages pages;
    private final DatabaseStays stays;
    private final DeliveryMeter meter;
    private volatile RoomInterest roomInterest = RoomInterest.NONE;
    private volatile UserInterest userInterest = UserInterest.NONE;

    /// Reads who is in rooms; blocks.
    public interface StayReader {
        /// Which of `users` are in which of `rooms`.
        List<Stay> among(Collection<UserId> users, Collection<RoomId> rooms);
    }

    /// @param recentBytesPerRoom how much of a room each shard keeps in memory for replays
    public Hub(Timelines.LogReader log, StayReader stays, int recentBytesPerRoom) {
        this(log, stays, recentBytesPerRoom, DeliveryMeter.unread());
    }

    public Hub(Timelines.LogReader log, StayReader stays, int recentBytesPerRoom, DeliveryMeter meter) {
        this.meter = meter;
        this.allocator = ByteBufAllocator.DEFAULT;
        this.pages = new DatabasePages(log, allocator);
        this.stays = new DatabaseStays(stays);
        this.recentBytesPerRoom = recentBytesPerRoom;
    }

    /// Tells these, from now on, who is here. Called once, before anybody connects.
    public void watch(RoomInterest rooms, UserInterest users) {
        roomInterest = rooms;
        userInterest = users;
    }

    /// The shard of an event loop: all connections that live on that loop belong to it.
    public Shard shard(Executor loop) {
        return shards.computeIfAbsent(loop, this::newShard);
    }

    private Shard newShard(Executor loop) {
        return new Shard(loop, pages, stays, new Audiences(recentBytesPerRoom, roomInterest), userInterest, meter);
    }

    @Override
    public void deliver(EncodedEvents events) {
        EncodedBatch batch = EncodedBatch.of(events, allocator);
        try {
            for (Shard shard : shards.values()) {
                shard.publish(batch.retain());
            }
        } finally {
            batch.release();
        }
    }

    @Override
    public void reached(RoomId room, long seq) {
        shards.values().forEach(shard -> shard.reached(room, seq));
    }

    /// By its event `seq` the user got into the room, as another node or the database says. It may be late or
    /// said again: whether he is in still, the database is asked.
    public void joined(UserId user, RoomId room, long seq) {
        shards.values().forEach(shard -> shard.joined(user, room, seq));
    }

    /// Best effort: to whoever keeps up.
    public void signal(RoomId room, ServerMessage message) {
        signal(room, null, message);
    }

    /// Best effort: to whoever keeps up, but for one user.
    public void signalOthers(RoomId room, UserId but, ServerMessage message) {
        signal(room, but, message);
    }

    private void signal(RoomId room, @Nullable UserId but, ServerMessage message) {
        ByteBuf frame = frame(message);
        for (Shard shard : shards.values()) {
            ByteBuf own = frame.retainedDuplicate();
            shard.execute(() -> shard.signal(room, but, own));
        }
        frame.release();
    }

    /// Best effort, to all connections of a user.
    public void signal(UserId user, ServerMessage message) {
        ByteBuf frame = frame(message);
        for (Shard shard : shards.values()) {
            ByteBuf own = frame.retainedDuplicate();
            shard.execute(() -> shard.signal(user, own));
        }
        frame.release();
    }

    private ByteBuf frame(ServerMessage message) {
        return Frames.text(writer.write(message), allocator);
    }

    @Override
    public void close() {
        pages.close();
        stays.close();
        shards.values().forEach(Hub::forget);
    }

    private static void forget(Shard shard) {
        try {
            shard.execute(shard::forget);
        } catch (RejectedExecutionException _) {
            // The loop has ended, so nobody else touches what it owned.
            shard.forget();
        }
    }
}
