package dev.hubbub.server.timeline;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hubbub.protocol.RoomId;
import java.util.TreeMap;

/// One room's committed events, released once each and in seq order. Its own monitor guards it; it is held for
/// a few comparisons and the hand-over to the outlet, never during I/O, so that order at the outlet is order in
/// the log.
///
/// The first batch that is offered fixes where it starts. What lies before is in the log, and whoever needs it
/// reads it there: a subscriber always begins by catching up from the log and goes live only where the two
/// meet.
///
/// Invariant: everything up to `delivered` was released; nothing held starts at or before `delivered + 1`.
final class Timeline {
    /// Above this the held events are dropped: they are in the log, and the gap before them is being filled
    /// from there.
    static final int MAX_HELD = 10_000;

    private static final long NOT_STARTED = -1;

    private final RoomId room;
    private final Outlet outlet;
    private final Backfill backfill;

    @GuardedBy("this")
    private final TreeMap<Long, EncodedEvents> held = new TreeMap<>();

    @GuardedBy("this")
    private long delivered = NOT_STARTED;

    /// The newest seq that was offered, and so is in the log.
    @GuardedBy("this")
    private long newest;

    @GuardedBy("this")
    private int heldEvents;

    /// Up to where the log was asked for what is missing; no second question about the same gap.
    @GuardedBy("this")
    private long requestedTo;

    @GuardedBy("this")
    private boolean touched;

    @GuardedBy("this")
    private boolean retired;

    Timeline(RoomId room, Outlet outlet, Backfill backfill) {
        this.room = room;
        this.outlet = outlet;
        this.backfill = backfill;
    }

    /// Takes a batch from wherever it comes. False if it retired, and took nothing. Safe for any thread.
    synchronized boolean offer(EncodedEvents batch) {
        if (retired) {
            return false;
        }
        touched = true;
        if (delivered == NOT_STARTED) {
            delivered = batch.first() - 1;
            requestedTo = delivered;
        }
        newest = Math.max(newest, batch.last());
        if (batch.last() > delivered) {
            hold(batch);
            release();
        }
        requestWhatIsMissing();
        return true;
    }

    /// Ends it if it has released all that it was told of, and was offered nothing since it was last asked: true
    /// if it takes nothing any more.
    synchronized boolean retireIfIdle() {
        if (!touched && newest <= delivered && requestedTo <= delivered) {
            retired = true;
        }
        touched = false;
        return retired;
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
            requestedTo = delivered;
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
    private void requestWhatIsMissing() {
        long to = held.isEmpty() ? newest : held.firstKey() - 1;
        if (to > delivered && to > requestedTo) {
            requestedTo = to;
            backfill.request(room, delivered + 1, to);
        }
    }
}
