package dev.hubbub.server.timeline;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.log.CommittedBatch;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The timelines of all rooms that something happened in since the start. Safe for any thread; never blocks the
/// caller.
public final class Timelines implements Backfill, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Timelines.class);
    private static final int PAGE = 500;
    private static final long FIRST_RETRY = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LAST_RETRY = TimeUnit.SECONDS.toNanos(5);

    /// Reads a room's log upwards from a seq; blocks.
    public interface LogReader {
        List<Event> range(RoomId room, long from, int limit);
    }

    private final ConcurrentHashMap<RoomId, Timeline> timelines = new ConcurrentHashMap<>();
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final LogReader reader;
    private final Outlet outlet;
    private volatile boolean closed;

    public Timelines(LogReader reader, Outlet outlet) {
        this.reader = reader;
        this.outlet = outlet;
    }

    /// Takes committed events from wherever they come; see [Timeline].
    public void offer(CommittedBatch batch) {
        timelines
                .computeIfAbsent(batch.room(), room -> new Timeline(room, outlet, this))
                .offer(batch);
    }

    /// Called by a timeline about its gap; answers by offering from the log.
    @Override
    public void request(RoomId room, long from, long to) {
        if (!closed) {
            readers.execute(() -> fill(room, from, to));
        }
    }

    private void fill(RoomId room, long from, long to) {
        long next = from;
        long pause = FIRST_RETRY;
        while (next <= to && !closed) {
            try {
                List<Event> events = reader.range(room, next, (int) Math.min(PAGE, to - next + 1));
                if (!events.isEmpty()) {
                    offer(new CommittedBatch(room, events));
                    next = events.getLast().seq() + 1;
                    pause = FIRST_RETRY;
                    continue;
                }
                log.warn(
                        "room {} lacks events {} to {} in the log, which were announced; asking again", room, next, to);
            } catch (RuntimeException e) {
                log.warn("events {} to {} of room {} cannot be read, trying again: {}", next, to, room, e.toString());
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(LAST_RETRY, pause * 2);
        }
    }

    @Override
    public void close() {
        closed = true;
        readers.shutdownNow();
    }
}
