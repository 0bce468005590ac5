package dev.hubbub.cli.verify.check;

import java.util.HashSet;
import java.util.Set;

/// Checks the log by itself: no gap, no ref twice, nothing by our users that they did not send. It does not rely
/// on the database's constraints, which are part of what is checked.
final class LogCheck {
    private final Findings findings;
    private final Set<Log.Name> refs = new HashSet<>();

    LogCheck(Findings findings) {
        this.findings = findings;
    }

    /// @param sent every message that any client gave to be sent
    /// @param ours the users that only our clients send for
    void check(RoomLog room, Set<Log.Name> sent, Set<Long> ours) {
        long expected = 1;
        for (Entry entry : room.entries()) {
            if (entry.seq() != expected) {
                findings.add(Breach.GAP, "", room.room(), entry.seq(), "seq " + expected + " was expected");
            }
            expected = entry.seq() + 1;
            Log.Name name = new Log.Name(entry.author(), entry.ref());
            if (!refs.add(name)) {
                findings.add(Breach.DOUBLED, "", room.room(), entry.seq(), "ref " + entry.ref());
            }
            if (entry.kind() == Entry.MESSAGE && ours.contains(entry.author()) && !sent.contains(name)) {
                findings.add(Breach.UNSENT, "", room.room(), entry.seq(), "ref " + entry.ref());
            }
        }
        if (room.lastSeq() != expected - 1) {
            findings.add(Breach.GAP, "", room.room(), room.lastSeq(), "the last event has seq " + (expected - 1));
        }
    }
}
