package dev.hubbub.cli.verify.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Checks what one client sent against the log and against what it was told of it.
final class SendCheck {

    /// Order is promised among the messages of one client that went one way into one room.
    private record Row(Fact.Way way, long room) {}

    private final Log log;
    private final Findings findings;
    private final Testimony testimony;
    private final Set<String> postponed = new HashSet<>();
    private final Set<String> acked = new HashSet<>();
    /// For each row the newest place among those already sent that nothing may overtake.
    private final Map<Row, Long> newest = new HashMap<>();
    /// The newest place that any of the row's messages has, postponed or not.
    private final Map<Row, Long> newestOfAll = new HashMap<>();
    /// For each room the newest seq that the client knows of.
    private final Map<Long, Long> known = new HashMap<>();

    private long overtaken;

    SendCheck(Log log, Findings findings, Testimony testimony) {
        this.log = log;
        this.findings = findings;
        this.testimony = testimony;
        testimony.wires().forEach(wire -> wire.forEach(this::postponed));
        testimony.facts().forEach(this::postponed);
    }

    /// What was refused for good on a connection whose client did not live to hear it is sent again as well:
    /// its author may be a member by then.
    private void postponed(Fact fact) {
        switch (fact) {
            case Fact.Acked told -> acked.add(told.ref());
            case Fact.Postponed(String ref) -> postponed.add(ref);
            case Fact.Refused refused -> postponed.add(refused.ref());
            default -> {}
        }
    }

    void check() {
        for (Fact fact : testimony.facts()) {
            switch (fact) {
                case Fact.Sent sent -> sent(sent);
                case Fact.Acked acked -> acked(acked);
                case Fact.Refused refused -> refused(refused);
                case Fact.Seen(long room, Entry entry) -> known.merge(room, entry.seq(), Math::max);
                case Fact.Repeated _, Fact.Postponed _, Fact.Reset _, Fact.Left _, Fact.Online _, Fact.Offline _ -> {}
            }
        }
        if (testimony.open() > 0) {
            findings.add(Breach.UNANSWERED, testimony.client(), 0, 0, testimony.open() + " commands");
        }
    }

    private void sent(Fact.Sent sent) {
        Log.Place place = log.find(testimony.user(), sent.ref());
        if (place == null) {
            return;
        }
        Entry entry = place.entry();
        if (place.room() != sent.room()
                || entry.kind() != Entry.MESSAGE
                || !sent.text().equals(entry.text())) {
            found(Breach.CHANGED, place, "sent to room " + sent.room() + " as " + excerpt(sent.text()));
            return;
        }
        order(sent, place);
        long floor = known.getOrDefault(sent.room(), 0L);
        if (entry.seq() <= floor) {
            found(Breach.BEFORE_ITS_CAUSE, place, "its sender knew seq " + floor + " already, ref " + sent.ref());
        }
    }

    private void order(Fact.Sent sent, Log.Place place) {
        Row row = new Row(sent.way(), sent.room());
        long seq = place.entry().seq();
        long before = newest.getOrDefault(row, 0L);
        if (seq < before) {
            found(Breach.SENDS_REORDERED, place, "sent after the one at seq " + before + ", ref " + sent.ref());
        } else if (seq < newestOfAll.getOrDefault(row, 0L)) {
            overtaken++;
        }
        newestOfAll.merge(row, seq, Math::max);
        if (!postponed.contains(sent.ref())) {
            newest.merge(row, seq, Math::max);
        }
    }

    private void acked(Fact.Acked acked) {
        Log.Place place = log.find(testimony.user(), acked.ref());
        if (place == null) {
            findings.add(Breach.LOST, testimony.client(), acked.room(), acked.seq(), "ref " + acked.ref());
        } else if (place.room() != acked.room() || place.entry().seq() != acked.seq()) {
            found(Breach.MISPLACED, place, "acknowledged at room " + acked.room() + " seq " + acked.seq());
        } else {
            known.merge(acked.room(), acked.seq(), Math::max);
        }
    }

    /// One that went both ways may be refused the one way and, a moment later, taken the other: its author was
    /// no member yet.
    private void refused(Fact.Refused refused) {
        Log.Place place = log.find(testimony.user(), refused.ref());
        if (place != null && !acked.contains(refused.ref())) {
            found(Breach.STORED_THOUGH_REFUSED, place, "ref " + refused.ref() + " was refused: " + refused.code());
        }
    }

    private void found(Breach breach, Log.Place place, String detail) {
        findings.add(breach, testimony.client(), place.room(), place.entry().seq(), detail);
    }

    private static String excerpt(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    long postponed() {
        return postponed.size();
    }

    long overtaken() {
        return overtaken;
    }
}
