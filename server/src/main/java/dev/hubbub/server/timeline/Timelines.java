package dev.hubbub.server.timeline;

import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.RoomId;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/// The timelines of the rooms that something happened in lately. Safe for any thread; never blocks the caller.
///
/// There are only so many: beyond that, those retire that miss nothing and were told nothing since others last
/// had to. If something happens in such a room again, its next batch starts a new timeline, just as after a start
/// of the server. A retired timeline takes nothing, or a batch that met it on its way out would be held there for
/// ever.
///
/// What a bus loses is made good by [#announce]: a timeline cannot miss what it was never told of.
public final class Timelines implements AutoCloseable {
    private static final int MAX_TIMELINES = 20_000;
    /// What part of them must be new before others are asked again to retire: asking is linear.
    private static final int NEW_PART = 16;

    /// Reads a room's log upwards from a seq; blocks.
    public interface LogReader {
        List<Event> range(RoomId room, long from, int limit);
    }

    private final ConcurrentHashMap<RoomId, Timeline> timelines = new ConcurrentHashMap<>();
    private final TimelineCounts counts = new TimelineCounts();
    private final Seeker seeker;
    private final Outlet outlet;
    private final int most;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile int sweepFrom;

    public Timelines(LogReader reader, Outlet outlet) {
        this(Backfill.fromLog(reader), outlet);
    }

    public Timelines(Backfill backfill, Outlet outlet) {
        this(backfill, outlet, MAX_TIMELINES, Seeker::aMomentLater);
    }

    /// @param most above this the idle ones retire
    /// @param later runs what asks for missing events, on another thread, once they had time to come by themselves
    Timelines(Backfill backfill, Outlet outlet, int most, Executor later) {
        this.seeker = new Seeker(backfill, later, counts);
        this.outlet = outlet;
        this.most = most;
        this.sweepFrom = most;
    }

    /// Takes committed events from wherever they come; see [Timeline].
    public void offer(EncodedEvents batch) {
        tell(batch.room(), timeline -> timeline.offer(batch));
    }

    /// The room's log reaches to `lastSeq`, as somebody read there: what of it did not come by itself is sought,
    /// or skipped if that is much. Late and repeated announcements do no harm.
    public void announce(RoomId room, long lastSeq) {
        tell(room, timeline -> timeline.announce(lastSeq));
    }

    /// Nobody needs the room's events here: its timeline ends. The next one starts where something happens, or is
    /// announced.
    public void drop(RoomId room) {
        Timeline known = timelines.remove(room);
        if (known != null) {
            known.retire();
        }
    }

    private void tell(RoomId room, Predicate<Timeline> telling) {
        Timeline timeline = timeline(room);
        while (!telling.test(timeline)) {
            timelines.remove(room, timeline);
            timeline = timeline(room);
        }
    }

    private Timeline timeline(RoomId room) {
        Timeline known = timelines.get(room);
        if (known != null) {
            return known;
        }
        if (timelines.size() >= sweepFrom) {
            retireIdle();
        }
        return timelines.computeIfAbsent(room, id -> new Timeline(id, outlet, seeker, counts));
    }

    /// One thread at a time: the others need not wait for it.
    private void retireIdle() {
        if (sweeping.compareAndSet(false, true)) {
            try {
                timelines.values().removeIf(Timeline::retireIfIdle);
                sweepFrom = Math.max(most, timelines.size() + most / NEW_PART);
            } finally {
                sweeping.set(false);
            }
        }
    }

    public TimelineCounts counts() {
        return counts;
    }

    int size() {
        return timelines.size();
    }

    @Override
    public void close() {
        seeker.close();
    }
}
