package dev.hubbub.cli.verify.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One room's log, and who was in the room when.
final class RoomLog {
    private final Evidence.RoomRows rows;
    private final Map<Long, Entry> bySeq = new HashMap<>();
    private final Map<Long, Stays> staysOf = new HashMap<>();

    RoomLog(Evidence.RoomRows rows) {
        this.rows = rows;
        rows.entries().forEach(entry -> bySeq.putIfAbsent(entry.seq(), entry));
        if (!rows.everyone()) {
            findStays();
        }
    }

    private void findStays() {
        Map<Long, List<Stays.Stay>> all = new HashMap<>();
        Map<Long, Long> inside = new HashMap<>();
        for (Entry entry : rows.entries()) {
            switch (entry.kind()) {
                case Entry.JOINED -> inside.putIfAbsent(entry.subject(), entry.seq());
                case Entry.LEFT, Entry.REMOVED -> end(entry.subject(), entry.seq(), inside, all);
                case Entry.DELETED -> List.copyOf(inside.keySet()).forEach(user -> end(user, entry.seq(), inside, all));
                default -> {}
            }
        }
        List.copyOf(inside.keySet()).forEach(user -> end(user, Stays.NEVER, inside, all));
        all.forEach((user, stays) -> staysOf.put(user, new Stays(stays)));
    }

    private static void end(long user, long seq, Map<Long, Long> inside, Map<Long, List<Stays.Stay>> all) {
        Long from = inside.remove(user);
        if (from != null) {
            all.computeIfAbsent(user, _ -> new ArrayList<>()).add(new Stays.Stay(from, seq));
        }
    }

    long room() {
        return rows.room();
    }

    List<Entry> entries() {
        return rows.entries();
    }

    /// What the room's row says.
    long lastSeq() {
        return rows.lastSeq();
    }

    @Nullable
    Entry entry(long seq) {
        return bySeq.get(seq);
    }

    Stays stays(long user) {
        return rows.everyone() ? Stays.ever() : staysOf.getOrDefault(user, new Stays(List.of()));
    }
}
