package dev.hubbub.server.timeline;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hubbub.protocol.RoomId;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// One room's committed events, released once each and in seq order. Its own monitor guards it; it is held for
/// a few comparisons and the hand-over to the outlet, never during I/O, so that order at the outlet is order in
/// the log.
///
/// The first batch that is offered, or what is announced first, fixes where it starts. What lies before is in the
/// log, and whoever needs it reads it there: a subscriber always begins by catching up from the log and goes live
/// only where the two meet. Likewise if it is too far behind: it goes on where the log ends, and says so.
///
/// Invariant: everything up to `delivered` was released, or the outlet was told that it will not be; nothing held
/// starts at or before `delivered + 1`; while something up to `newest` is missing, somebody seeks it.
final class Timeline {
    /// Above this the held events are dropped: they are in the log, and the gap before them is being filled
    /// from there. A gap that is longer is not filled.
    static final int MAX_HELD = 10_000;

    private static final long NOT_STARTED = -1;

    private final RoomId room;
    private final Outlet outlet;
    private final Consumer<Timeline> seeker;
    private final TimelineCounts counts;

    @GuardedBy("this")
    private final TreeMap<Long, EncodedEvents> held = new TreeMap<>();

    @GuardedBy("this")
    private long delivered = NOT_STARTED;

    /// The newest seq that was offered or announced, and so is in the log.
    @GuardedBy("this")
    private long newest;

    @GuardedBy("this")
    private int heldEvents;

    /// Somebody will ask for what is missing.
    @GuardedBy("this")
    private boolean sought;

    @GuardedBy("this")
    private boolean touched;

    @GuardedBy("this")
    private boolean retired;

    /// Events that are in the log and did not come, both included.
    record Gap(long from, long to) {}

    /// @param seeker told, once, that something is missing; it asks for [#missing] later, on another thread,
    ///     until there is nothing any more
    Timeline(RoomId room, Outlet outlet, Consumer<Timeline> seeker, TimelineCounts counts) {
        this.counts = counts;
        this.room = room;
        this.outlet = outlet;
        this.seeker = seeker;
    }

    RoomId room() {
        return room;
    }

    /// Takes a batch from wherever it comes. False if it retired, and took nothing. Safe for any thread.
    synchronized boolean offer(EncodedEvents batch) {
        if (retired) {
            return false;
        }
        touched = true;
        if (delivered == NOT_STARTED) {
            delivered = batch.first() - 1;
        } else if (isTooFar(batch.first() - 1)) {
            goOnAfter(batch.first() - 1);
        }
        newest = Math.max(newest, batch.last());
        if (batch.first() <= delivered) {
            counts.repeated(Math.min(batch.last(), delivered) - batch.first() + 1);
        }
        if (batch.last() > delivered) {
            hold(batch);
            release();
        }
        seekWhatIsMissing();
        return true;
    }

    /// The log reaches to `lastSeq`, at least. False if it retired, and took no notice. Safe for any thread.
    synchronized boolean announce(long lastSeq) {
        if (retired) {
            return false;
        }
        touched = true;
        newest = Math.max(newest, lastSeq);
        if (delivered == NOT_STARTED || isTooFar(lastSeq)) {
            goOnAfter(lastSeq);
            release();
        }
        seekWhatIsMissing();
        return true;
    }

    /// What to ask for next; empty if nothing is missing, and then nobody seeks any more.
    synchronized Optional<Gap> missing() {
        if (retired || !misses()) {
            sought = false;
            return Optional.empty();
        }
        return Optional.of(new Gap(delivered + 1, held.isEmpty() ? newest : held.firstKey() - 1));
    }

    /// Ends it, whatever it misses.
    synchronized void retire() {
        retired = true;
        held.clear();
        heldEvents = 0;
    }

    /// Ends it if it has released all that it was told of, and was offered nothing since it was last asked: true
    /// if it takes nothing any more.
    synchronized boolean retireIfIdle() {
        if (!touched && !misses() && !sought) {
            retired = true;
        }
        touched = false;
        return retired;
    }

    @GuardedBy("this")
    private boolean misses() {
        return newest > delivered;
    }

    @GuardedBy("this")
    private boolean isTooFar(long seq) {
        return seq - delivered > MAX_HELD;
    }

    /// Begins anew behind `seq`.
    @GuardedBy("this")
    private void goOnAfter(long seq) {
        delivered = seq;
        while (!held.isEmpty() && held.firstEntry().getValue().last() <= seq) {
            heldEvents -= held.pollFirstEntry().getValue().count();
        }
        outlet.reached(room, seq);
    }

    @GuardedBy("this")
    private void hold(EncodedEvents batch) {
        EncodedEvents present = held.get(batch.first());
        if (present != null && present.last() >= batch.last()) {
            return;
        }
        heldEvents += batch.count() - (present == null ? 0 : present.count());
        held.put(batch.first(), batch);
        if (heldEvents > MAX_HELD && held.firstKey() > delivered + 1) {
            held.clear();
            heldEvents = 0;
        }
    }

    @GuardedBy("this")
    private void release() {
        while (!held.isEmpty() && held.firstKey() <= delivered + 1) {
            EncodedEvents next = held.pollFirstEntry().getValue();
            heldEvents -= next.count();
            if (next.last() > delivered) {
                EncodedEvents fresh = next.after(delivered);
                delivered = fresh.last();
                outlet.deliver(fresh);
            }
        }
    }

    @GuardedBy("this")
    private void seekWhatIsMissing() {
        if (misses() && !sought) {
            sought = true;
            seeker.accept(this);
        }
    }
}
