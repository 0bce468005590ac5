package dev.hubbub.server.hub;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// One connection, as the hub sees it. Every method is called on the connection's event loop.
public interface Subscriber {
    UserId user();

    /// False while what was sent has not drained: it then gets nothing live, and is fed from the log once
    /// [Shard#drained] is called for it.
    boolean isWritable();

    /// How it wants its messages compressed; null if it did not negotiate that.
    @Nullable
    Deflation deflation();

    /// Writes whole WebSocket frames, without flushing. Takes over the reference.
    void send(ByteBuf frames);

    void flush();

    /// Its user got into the room; the room's events follow. Also if it saw him leave, late, and come back.
    void entered(RoomId room);

    /// It has caught up in the room, but gets none of its signals, which build on each other: it missed one, or
    /// has none yet. They follow once it is given what they build on by [Shard#listen].
    void caughtUp(RoomId room);

    /// Its user is no longer in the room, and the event that says so was sent.
    void left(RoomId room);
}
