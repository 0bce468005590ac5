package dev.hubbub.server.cluster;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.db.Stretch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;

/// Which events of which rooms are there, whatever the order in which one hears of them. Confined to one
/// thread.
///
/// It is as large as there are rooms and holes, however many events there are.
final class Coverage {
    /// First to last seqs, neither overlapping nor touching.
    private final Map<RoomId, TreeMap<Long, Long>> rooms = new HashMap<>();

    void add(Stretch stretch) {
        TreeMap<Long, Long> known = rooms.computeIfAbsent(stretch.room(), _ -> new TreeMap<>());
        long first = stretch.first();
        long last = stretch.last();
        Entry<Long, Long> before = known.floorEntry(first);
        if (before != null && before.getValue() >= first - 1) {
            first = before.getKey();
            last = Math.max(last, before.getValue());
        }
        Entry<Long, Long> next = known.higherEntry(first);
        while (next != null && next.getKey() - 1 <= last) {
            last = Math.max(last, next.getValue());
            known.remove(next.getKey());
            next = known.higherEntry(first);
        }
        known.put(first, last);
    }

    /// What of it is not there, in seq order.
    List<Stretch> missing(Stretch wanted) {
        List<Stretch> missing = new ArrayList<>();
        TreeMap<Long, Long> known = rooms.getOrDefault(wanted.room(), new TreeMap<>());
        Entry<Long, Long> before = known.floorEntry(wanted.first());
        long next = before == null ? wanted.first() : Math.max(wanted.first(), before.getValue() + 1);
        for (Entry<Long, Long> there :
                known.subMap(wanted.first(), false, wanted.last(), true).entrySet()) {
            if (next < there.getKey()) {
                missing.add(new Stretch(wanted.room(), next, there.getKey() - 1));
            }
            next = there.getValue() + 1;
        }
        if (next <= wanted.last()) {
            missing.add(new Stretch(wanted.room(), next, wanted.last()));
        }
        return missing;
    }
}
