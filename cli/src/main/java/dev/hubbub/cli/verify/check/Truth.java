package dev.hubbub.cli.verify.check;

import java.util.ArrayList;
import java.util.List;

/// A small truthful record to plant faults into. Ana owns the hallway; bo joins at seq 4, leaves at seq 9 and
/// joins again at seq 12. Everything is a mutable list, for that is what planting changes.
final class Truth {
    static final long HALLWAY = 7;
    static final long ANA = 11;
    static final long BO = 12;

    final List<Entry> log = new ArrayList<>();
    final List<Fact> ana = new ArrayList<>();
    final List<Fact> bo = new ArrayList<>();
    /// Ana's only connection.
    final List<Fact> wire = new ArrayList<>();
    long lastSeq;
    int unanswered;

    Truth() {
        ana.add(new Fact.Online());
        bo.add(new Fact.Online());
        store(Entry.JOINED, ANA, null);
        post("ana-1");
        post("ana-2");
        store(Entry.JOINED, BO, null);
        for (int i = 3; i <= 6; i++) {
            post("ana-" + i);
        }
        store(Entry.LEFT, BO, null);
        post("ana-7");
        post("ana-8");
        store(Entry.JOINED, BO, null);
        post("ana-9");
        post("ana-10");
        ana.add(sent("ana-refused"));
        ana.add(new Fact.Refused("ana-refused", "invalid"));
        log.forEach(entry -> see(ana, entry));
        log.forEach(entry -> see(wire, entry));
        log.stream().filter(entry -> boMaySee(entry.seq())).forEach(entry -> see(bo, entry));
        lastSeq = log.size();
    }

    private static boolean boMaySee(long seq) {
        return (seq >= 4 && seq <= 9) || seq >= 12;
    }

    private void post(String ref) {
        ana.add(sent(ref));
        Entry entry = store(Entry.MESSAGE, ANA, ref);
        ana.add(new Fact.Acked(ref, HALLWAY, entry.seq()));
    }

    static Fact sent(String ref) {
        return new Fact.Sent(Fact.Way.SOCKET, ref, HALLWAY, text(ref));
    }

    private static String text(String ref) {
        return "text of " + ref;
    }

    private Entry store(int kind, long author, @org.jspecify.annotations.Nullable String ref) {
        long seq = log.size() + 1L;
        Entry entry = new Entry(
                seq,
                kind,
                author,
                ref == null ? "m-" + seq : ref,
                ref == null ? null : text(ref),
                ref == null ? author : 0,
                null,
                1_000 + seq);
        log.add(entry);
        return entry;
    }

    static void see(List<Fact> facts, Entry entry) {
        facts.add(new Fact.Seen(HALLWAY, entry));
    }

    Entry at(long seq) {
        return log.get((int) seq - 1);
    }

    /// Where somebody's record has him see this event.
    static int index(List<Fact> facts, long seq) {
        for (int i = 0; i < facts.size(); i++) {
            if (facts.get(i) instanceof Fact.Seen seen && seen.entry().seq() == seq) {
                return i;
            }
        }
        throw new IllegalArgumentException("seq " + seq + " was not seen");
    }

    static int indexOfAck(List<Fact> facts, String ref) {
        for (int i = 0; i < facts.size(); i++) {
            if (facts.get(i) instanceof Fact.Acked acked && acked.ref().equals(ref)) {
                return i;
            }
        }
        throw new IllegalArgumentException(ref + " was not acked");
    }

    /// Takes it out of the log and of everybody's memory, as if it had never been stored: the events behind it
    /// move up.
    void forget(long seq) {
        log.removeIf(entry -> entry.seq() == seq);
        log.replaceAll(entry -> entry.seq() > seq ? entry.withSeq(entry.seq() - 1) : entry);
        lastSeq--;
        for (List<Fact> facts : List.of(ana, bo, wire)) {
            facts.removeIf(
                    fact -> fact instanceof Fact.Seen seen && seen.entry().seq() == seq);
            facts.replaceAll(fact -> switch (fact) {
                case Fact.Seen(long room, Entry entry)
                when entry.seq() > seq -> new Fact.Seen(room, entry.withSeq(entry.seq() - 1));
                case Fact.Acked(String ref, long room, long acked)
                when acked > seq -> new Fact.Acked(ref, room, acked - 1);
                default -> fact;
            });
        }
    }

    Evidence evidence() {
        return new Evidence(
                List.of(new Evidence.RoomRows(HALLWAY, false, lastSeq, List.copyOf(log))),
                List.of(
                        new Testimony("ana", ANA, List.copyOf(ana), List.of(List.copyOf(wire)), unanswered),
                        new Testimony("bo", BO, List.copyOf(bo), List.of(), 0)));
    }
}
