package dev.hubbub.server.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A connection that notes the seqs it was sent, and reads as slowly as the test wants.
final class RecordingSubscriber implements Subscriber {
    private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");

    private final UserId user;
    private final List<Long> received = new ArrayList<>();
    private final List<RoomId> entered = new ArrayList<>();
    private final List<RoomId> asking = new ArrayList<>();
    private boolean writable = true;
    private int flushes;
    private Runnable onFlush = () -> {};

    RecordingSubscriber(UserId user) {
        this.user = user;
    }

    @Override
    public UserId user() {
        return user;
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public @Nullable Deflation deflation() {
        return null;
    }

    void writable(boolean now) {
        writable = now;
    }

    @Override
    public void send(ByteBuf frames) {
        Matcher matcher = SEQ.matcher(frames.toString(UTF_8));
        while (matcher.find()) {
            received.add(Long.parseLong(matcher.group(1)));
        }
        frames.release();
    }

    @Override
    public void flush() {
        flushes++;
        onFlush.run();
    }

    /// What happens within a flush: a real channel that drains says so before it returns.
    void onFlush(Runnable task) {
        onFlush = task;
    }

    @Override
    public void entered(RoomId room) {
        entered.add(room);
    }

    @Override
    public void caughtUp(RoomId room) {
        asking.add(room);
    }

    @Override
    public void left(RoomId room) {}

    /// The rooms that it was told its user got into, in order.
    List<RoomId> entered() {
        return entered;
    }

    /// The rooms that it was told to ask for what their signals build on, in order.
    List<RoomId> asking() {
        return asking;
    }

    List<Long> received() {
        return received;
    }

    int flushes() {
        return flushes;
    }
}
