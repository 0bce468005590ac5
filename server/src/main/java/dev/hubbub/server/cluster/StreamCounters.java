package dev.hubbub.server.cluster;

import java.util.concurrent.atomic.LongAdder;

/// What this node did about the stream, for metrics. Safe for any thread.
public final class StreamCounters {
    private final LongAdder checks = new LongAdder();
    private final LongAdder failedChecks = new LongAdder();
    private final LongAdder repaired = new LongAdder();
    private final LongAdder read = new LongAdder();
    private final LongAdder unread = new LongAdder();
    private final LongAdder worked = new LongAdder();
    private final LongAdder failedWork = new LongAdder();

    void checked() {
        checks.increment();
    }

    void checkFailed() {
        failedChecks.increment();
    }

    void repaired(long events) {
        repaired.add(events);
    }

    void read(long events) {
        read.add(events);
    }

    void notRead() {
        unread.increment();
    }

    void worked(long events) {
        worked.add(events);
    }

    void workFailed() {
        failedWork.increment();
    }

    /// How often the stream was compared with the log.
    public long checkCount() {
        return checks.sum();
    }

    /// Comparisons that NATS or the database did not let come to their end.
    public long failedCheckCount() {
        return failedChecks.sum();
    }

    /// Events that the stream lacked and that were published again, from the log.
    public long repairedCount() {
        return repaired.sum();
    }

    /// Missed events that came from the stream.
    public long readCount() {
        return read.sum();
    }

    /// How often the stream was asked for missed events and did not have them, or not soon enough.
    public long unreadCount() {
        return unread.sum();
    }

    /// Events whose side work was done here.
    public long workedCount() {
        return worked.sum();
    }

    /// Messages whose side work failed; it is tried again.
    public long failedWorkCount() {
        return failedWork.sum();
    }
}
