package dev.hubbub.server.hub;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.log.CommittedBatch;
import dev.hubbub.server.timeline.EncodedEvents;
import dev.hubbub.server.timeline.Timelines.LogReader;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pages of the log out of the database, on virtual threads, a bounded number at a time.
final class DatabasePages implements LogPages, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatabasePages.class);
    private static final int EVENTS = 200;
    private static final int READERS = 8;
    private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(500);

    private final LogReader reader;
    private final ByteBufAllocator allocator;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore permits = new Semaphore(READERS);
    private volatile boolean closed;

    DatabasePages(LogReader reader, ByteBufAllocator allocator) {
        this.reader = reader;
        this.allocator = allocator;
    }

    @Override
    public void read(RoomId room, long from, Consumer<@Nullable EncodedBatch> done) {
        if (!closed) {
            threads.execute(() -> readUntilAnswered(room, from, done));
        }
    }

    private void readUntilAnswered(RoomId room, long from, Consumer<@Nullable EncodedBatch> done) {
        while (!closed) {
            permits.acquireUninterruptibly();
            try {
                List<Event> events = reader.range(room, from, EVENTS);
                done.accept(events.isEmpty() ? null : encoded(new CommittedBatch(room, events)));
                return;
            } catch (RuntimeException e) {
                log.warn(
                        "room {} from {} cannot be read for a reader that is behind, trying again: {}",
                        room,
                        from,
                        e.toString());
            } finally {
                permits.release();
            }
            LockSupport.parkNanos(RETRY);
        }
    }

    private EncodedBatch encoded(CommittedBatch page) {
        return EncodedBatch.of(EncodedEvents.of(page), allocator);
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
    }
}
