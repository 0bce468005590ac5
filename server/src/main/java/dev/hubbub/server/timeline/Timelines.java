package dev.hubbub.server.timeline;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.log.CommittedBatch;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The timelines of the rooms that something happened in lately. Safe for any thread; never blocks the caller.
///
/// There are only so many: beyond that, those retire that miss nothing and were offered nothing since others last
/// had to. If something happens in such a room again, its next batch starts a new timeline, just as after a start
/// of the server. A retired timeline takes nothing, or a batch that met it on its way out would be held there for
/// ever.
public final class Timelines implements Backfill, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Timelines.class);
    private static final int MAX_TIMELINES = 20_000;
    private static final int PAGE = 500;
    private static final long FIRST_RETRY = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LAST_RETRY = TimeUnit.SECONDS.toNanos(5);

    /// Reads a room's log upwards from a seq; blocks.
    public interface LogReader {
        List<Event> range(RoomId room, long from, int limit);
    }

    private final ConcurrentHashMap<RoomId, Timeline> timelines = new ConcurrentHashMap<>();
    private final LogReader reader;
    private final Outlet outlet;
    private final int most;
    private final Executor readers;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile boolean closed;

    public Timelines(LogReader reader, Outlet outlet) {
        this(reader, outlet, MAX_TIMELINES, Thread::startVirtualThread);
    }

    /// @param most above this the idle ones retire
    /// @param readers runs what reads the log
    Timelines(LogReader reader, Outlet outlet, int most, Executor readers) {
        this.reader = reader;
        this.outlet = outlet;
        this.most = most;
        this.readers = readers;
    }

    /// Takes committed events from wherever they come; see [Timeline].
    public void offer(EncodedEvents batch) {
        Timeline timeline = timeline(batch.room());
        while (!timeline.offer(batch)) {
            timelines.remove(batch.room(), timeline);
            timeline = timeline(batch.room());
        }
    }

    private Timeline timeline(RoomId room) {
        Timeline known = timelines.get(room);
        if (known != null) {
            return known;
        }
        if (timelines.size() >= most) {
            retireIdle();
        }
        return timelines.computeIfAbsent(room, id -> new Timeline(id, outlet, this));
    }

    /// One thread at a time: the others need not wait for it.
    private void retireIdle() {
        if (sweeping.compareAndSet(false, true)) {
            try {
                timelines.values().removeIf(Timeline::retireIfIdle);
            } finally {
                sweeping.set(false);
            }
        }
    }

    int size() {
        return timelines.size();
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
                    Timeline asking = timelines.get(room);
                    if (asking == null || !asking.offer(EncodedEvents.of(new CommittedBatch(room, events)))) {
                        // It retired, so it has got all of it by another way.
                        return;
                    }
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
    }
}
