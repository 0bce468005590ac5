package dev.hubbub.server.presence;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The other nodes that live, as far as they can be heard. Confined to the presence loop.
final class Peers {
    /// Three beats may be lost.
    static final Duration SILENCE = Duration.ofSeconds(4);

    private final Map<String, Standing> byName = new HashMap<>();

    /// @param until when it is given up, unless it is heard of
    /// @param leaving whether it said that it closes
    private record Standing(long life, Duration until, boolean leaving) {
        boolean isAfter(Peer peer) {
            return peer.life() < life || (peer.life() == life && leaving);
        }
    }

    /// How a beat is to be taken.
    enum Meeting {
        /// Nobody knew it.
        NEW,
        /// It started again: what it said in its life before is void.
        REBORN,
        KNOWN,
        /// From a life that is over.
        LATE
    }

    Meeting beat(Peer peer, Duration now) {
        Standing known = byName.get(peer.name());
        if (known != null && known.isAfter(peer)) {
            return Meeting.LATE;
        }
        byName.put(peer.name(), new Standing(peer.life(), now.plus(SILENCE), false));
        if (known == null) {
            return Meeting.NEW;
        }
        return known.life() == peer.life() ? Meeting.KNOWN : Meeting.REBORN;
    }

    /// Whether what it says counts.
    boolean isKnown(Peer peer) {
        Standing known = byName.get(peer.name());
        return known != null && known.life() == peer.life();
    }

    /// It closes, and counts on until then.
    void leaving(Peer peer, Duration until) {
        if (isKnown(peer)) {
            byName.put(peer.name(), new Standing(peer.life(), until, true));
        }
    }

    /// Gives those up that were not heard of for too long.
    Set<String> expire(Duration now) {
        Set<String> over = new HashSet<>();
        byName.forEach((name, standing) -> {
            if (now.compareTo(standing.until()) >= 0) {
                over.add(name);
            }
        });
        byName.keySet().removeAll(over);
        return over;
    }

    /// Those that answer.
    Set<String> listening() {
        Set<String> names = new HashSet<>();
        byName.forEach((name, standing) -> {
            if (!standing.leaving()) {
                names.add(name);
            }
        });
        return names;
    }

    boolean areNone() {
        return byName.isEmpty();
    }
}
