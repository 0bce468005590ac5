package dev.hubbub.cli.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/// What one loop has counted. Written by its loop, read by any thread.
final class Tally {
    /// What answers can be told apart by.
    static final int TAGS = 3;

    private static final long LONGEST_NANOS = 600_000_000_000L;
    private static final int DIGITS = 3;

    final Count delivered = new Count();
    final Count acked = new Count();
    final Count opened = new Count();
    final Count closed = new Count();
    /// Attempts to connect that ended before the welcome, and were made again.
    final Count turnedAway = new Count();
    /// Events that never came before a later one did.
    final Count holes = new Count();
    /// Events that came again, or after a later one.
    final Count repeats = new Count();
    final Map<String, AtomicLong> refusals = new ConcurrentHashMap<>();
    final Map<String, AtomicLong> closings = new ConcurrentHashMap<>();
    private final SingleWriterRecorder deliveries = recorder();
    private final SingleWriterRecorder[] answers = new SingleWriterRecorder[TAGS];
    private volatile Window window = Window.NONE;

    Tally() {
        for (int tag = 0; tag < TAGS; tag++) {
            answers[tag] = recorder();
        }
    }

    void window(Window next) {
        window = next;
    }

    void delivered(long intended, long now) {
        if (window.holds(intended)) {
            deliveries.recordValue(Math.clamp(now - intended, 0, LONGEST_NANOS));
        }
    }

    void acked(int tag, long intended, long now) {
        acked.add(1);
        if (window.holds(intended)) {
            answers[tag].recordValue(Math.clamp(now - intended, 0, LONGEST_NANOS));
        }
    }

    void refused(String code) {
        refusals.computeIfAbsent(code, _ -> new AtomicLong()).incrementAndGet();
    }

    void closed(String reason) {
        closed.add(1);
        closings.computeIfAbsent(reason, _ -> new AtomicLong()).incrementAndGet();
    }

    /// What was recorded since the last call.
    Histogram takeDeliveries() {
        return deliveries.getIntervalHistogram();
    }

    /// What was recorded since the last call.
    Histogram takeAnswers(int tag) {
        return answers[tag].getIntervalHistogram();
    }

    static Histogram histogram() {
        return new Histogram(LONGEST_NANOS, DIGITS);
    }

    private static SingleWriterRecorder recorder() {
        return new SingleWriterRecorder(LONGEST_NANOS, DIGITS);
    }
}
