package dev.hubbub.server.gateway;

import dev.hubbub.protocol.CloseCode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// What became of this node's connections, counted since the start. Nothing in here happens for each message. Safe
/// for any thread.
public final class GatewayCounts {
    private final Map<CloseCode, LongAdder> closed = new EnumMap<>(CloseCode.class);
    private final LongAdder lagging = new LongAdder();
    private final LongAdder hurried = new LongAdder();

    GatewayCounts() {
        for (CloseCode code : CloseCode.values()) {
            closed.put(code, new LongAdder());
        }
    }

    /// How many connections the server closed, and said why.
    public long closed(CloseCode code) {
        return Objects.requireNonNull(closed.get(code)).sum();
    }

    /// How many connections do not read as fast as they are sent to, now.
    public long lagging() {
        return lagging.sum();
    }

    /// How many commands came faster than their connections may send them.
    public long hurried() {
        return hurried.sum();
    }

    void countClosed(CloseCode code) {
        Objects.requireNonNull(closed.get(code)).increment();
    }

    void countLagging(boolean now) {
        lagging.add(now ? 1 : -1);
    }

    void countHurried() {
        hurried.increment();
    }
}
