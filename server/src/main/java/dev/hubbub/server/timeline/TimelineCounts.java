package dev.hubbub.server.timeline;

import java.util.concurrent.atomic.LongAdder;

/// How well the events come by themselves, for metrics. Safe for any thread.
public final class TimelineCounts {
    private final LongAdder repeated = new LongAdder();
    private final LongAdder repaired = new LongAdder();

    void repeated(long events) {
        repeated.add(events);
    }

    void repaired(long events) {
        repaired.add(events);
    }

    /// Events that came though they had been released already.
    public long repeatedCount() {
        return repeated.sum();
    }

    /// Events that did not come by themselves, and were sought.
    public long repairedCount() {
        return repaired.sum();
    }
}
