package dev.hubbub.benchmarks;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.hub.Deflation;
import dev.hubbub.server.hub.Subscriber;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/// A member who always keeps up; without a channel, one who costs nothing.
final class Member implements Subscriber {
    private final UserId user;
    private final @Nullable Channel channel;

    Member(UserId user, @Nullable Channel channel) {
        this.user = user;
        this.channel = channel;
    }

    @Override
    public UserId user() {
        return user;
    }

    @Override
    public boolean isWritable() {
        return channel == null || channel.isWritable();
    }

    @Override
    public @Nullable Deflation deflation() {
        return null;
    }

    @Override
    public void send(ByteBuf frames) {
        if (channel == null) {
            frames.release();
        } else {
            var _ = channel.write(frames, channel.voidPromise());
        }
    }

    @Override
    public void flush() {
        if (channel != null) {
            channel.flush();
        }
    }

    @Override
    public void entered(RoomId room) {}

    @Override
    public void left(RoomId room) {}

    @Override
    public void caughtUp(RoomId room) {}
}
