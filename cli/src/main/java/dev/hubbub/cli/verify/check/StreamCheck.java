package dev.hubbub.cli.verify.check;

import java.util.BitSet;

/// Checks what came to one place (a client, or one connection) of one room: each event that its user may see
/// once, in order, without a hole and as the log has it. Fed in the order in which things came.
final class StreamCheck {
    /// A reset may leave out events only if they are more than a replay can be asked to bring.
    static final long LEAST_REPLAY = 500;

    private final RoomLog log;
    private final Stays stays;
    private final String place;
    private final Findings findings;
    /// Whether the stream may begin anywhere: a connection that goes on from a cursor.
    private boolean beginsAnywhere;

    private final BitSet seen = new BitSet();
    /// What was jumped over and may still turn up late.
    private final BitSet missing = new BitSet();
    private long last;
    /// The client learnt while it was away that a stay had ended: the rest of that stay is not for it.
    private boolean endTold;

    StreamCheck(RoomLog log, Stays stays, String place, boolean beginsAnywhere, Findings findings) {
        this.log = log;
        this.stays = stays;
        this.place = place;
        this.beginsAnywhere = beginsAnywhere;
        this.findings = findings;
    }

    void seen(Entry entry) {
        long seq = entry.seq();
        Entry stored = log.entry(seq);
        if (stored == null) {
            found(Breach.PHANTOM, seq, "ref " + entry.ref());
            return;
        }
        if (!stored.equals(entry)) {
            found(Breach.SEEN_CHANGED, seq, "seen as " + entry + ", stored as " + stored);
        }
        if (seq <= last) {
            late(seq);
        } else if (!stays.cover(seq)) {
            found(Breach.OUTSIDE, seq, "its user was in the room during " + stays.stays());
        } else {
            advance(seq);
        }
    }

    private void late(long seq) {
        if (missing.get((int) seq)) {
            missing.clear((int) seq);
            seen.set((int) seq);
            found(Breach.SEEN_REORDERED, seq, "seen after seq " + last);
        } else if (seen.get((int) seq)) {
            found(Breach.SEEN_TWICE, seq, "seen again after seq " + last);
        } else {
            found(Breach.SEEN_REORDERED, seq, "from before what was seen first or a reset; the last one was " + last);
        }
    }

    private void advance(long seq) {
        long next = stays.nextAfter(last);
        if (endTold) {
            next = Math.max(next, stays.beginning(seq));
        }
        if (!beginsAnywhere) {
            miss(next, seq);
        }
        beginsAnywhere = false;
        endTold = false;
        seen.set((int) seq);
        last = seq;
    }

    private void miss(long from, long to) {
        for (long seq = from; seq < to; seq = stays.nextAfter(seq)) {
            missing.set((int) seq);
        }
    }

    void reset(long from) {
        long next = Math.max(stays.nextAfter(last), stays.beginning(from));
        if (next < from && from - next < LEAST_REPLAY) {
            found(Breach.NEEDLESS_RESET, next, "left out up to seq " + (from - 1));
        }
        last = Math.max(last, from - 1);
    }

    /// @param away whether the client was not connected, and so may have been told of the end only
    void left(boolean away) {
        endTold |= away;
    }

    /// The client is connected again. A stay that began and ended meanwhile is not for it either.
    void online() {
        boolean inside =
                stays.cover(last) && stays.cover(last + 1) && stays.beginning(last) == stays.beginning(last + 1);
        endTold |= !inside;
    }

    /// For a connection, whose end may come anywhere.
    void cut() {
        reportHoles();
    }

    /// For a client that had time to catch up.
    void end() {
        reportHoles();
        long next = stays.nextAfter(last);
        if (endTold) {
            next = Math.max(next, stays.current());
        }
        if (next > log.lastSeq()) {
            return;
        }
        if (next >= stays.current()) {
            found(Breach.BEHIND, next, "the log goes on to seq " + log.lastSeq());
        } else {
            found(Breach.HOLE, next, "the rest of a stay was never seen, nor its end told");
        }
    }

    private void reportHoles() {
        for (int from = missing.nextSetBit(0); from >= 0; ) {
            int to = missing.nextClearBit(from);
            found(Breach.HOLE, from, (to - from) + " events");
            from = missing.nextSetBit(to);
        }
    }

    private void found(Breach breach, long seq, String detail) {
        findings.add(breach, place, log.room(), seq, detail);
    }
}
