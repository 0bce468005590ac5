package dev.hubbub.server.presence;

import dev.hubbub.protocol.RoomId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What this node is about to ask the others, gathered for a moment. Confined to the presence loop.
final class Questions {
    /// Entries of about 30 bytes.
    private static final int MOST_IN_ONE = 2_000;

    private final Map<RoomId, Long> ofAll = new LinkedHashMap<>();
    private final Map<String, Map<RoomId, Long>> ofOne = new LinkedHashMap<>();

    void ask(RoomId room) {
        ofAll.put(room, 0L);
    }

    /// @param known the version that is known already
    void ask(String node, RoomId room, long known) {
        ofOne.computeIfAbsent(node, _ -> new LinkedHashMap<>()).put(room, known);
    }

    void forget(String node) {
        ofOne.remove(node);
    }

    List<PeerMessage.Who> drain() {
        List<PeerMessage.Who> questions = new ArrayList<>();
        cut(null, ofAll, questions);
        ofOne.forEach((node, known) -> cut(node, known, questions));
        ofAll.clear();
        ofOne.clear();
        return questions;
    }

    private static void cut(@Nullable String node, Map<RoomId, Long> known, List<PeerMessage.Who> into) {
        Map<RoomId, Long> some = new HashMap<>();
        for (Map.Entry<RoomId, Long> each : known.entrySet()) {
            some.put(each.getKey(), each.getValue());
            if (some.size() == MOST_IN_ONE) {
                into.add(new PeerMessage.Who(node, some));
                some = new HashMap<>();
            }
        }
        if (!some.isEmpty()) {
            into.add(new PeerMessage.Who(node, some));
        }
    }
}
