package dev.hubbub.server.cluster;

import java.util.concurrent.atomic.LongAdder;

/// How a bus fares since it began, for metrics. Safe for any thread.
public final class BusCounters {
    private final LongAdder published = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final LongAdder connects = new LongAdder();

    void published() {
        published.increment();
    }

    void received() {
        received.increment();
    }

    void dropped() {
        dropped.increment();
    }

    void missed(long messages) {
        missed.add(messages);
    }

    void connected() {
        connects.increment();
    }

    /// Messages that were handed to the network.
    public long publishedCount() {
        return published.sum();
    }

    /// Messages that came to a handler, this node's own included.
    public long receivedCount() {
        return received.sum();
    }

    /// Messages that this node did not send, since the bus was away or too slow.
    public long droppedCount() {
        return dropped.sum();
    }

    /// Messages for this node that it was too slow to take.
    public long missedCount() {
        return missed.sum();
    }

    /// How often the bus came back after it was away.
    public long reconnectCount() {
        return Math.max(0, connects.sum() - 1);
    }
}
