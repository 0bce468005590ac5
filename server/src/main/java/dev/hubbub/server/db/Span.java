package dev.hubbub.server.db;

/// A stretch of a log, both ends included; empty if `last` is before `first`.
record Span(long first, long last) {

    static Span of(long first, long last) {
        return new Span(first, last);
    }

    boolean isEmpty() {
        return last < first;
    }

    /// Its last `count` seqs.
    Span newest(long count) {
        return new Span(Math.max(first, last - count + 1), last);
    }

    /// Its first `count` seqs.
    Span oldest(long count) {
        return new Span(first, Math.min(last, first + count - 1));
    }

    /// What of it lies before `seq`.
    Span before(long seq) {
        return new Span(first, Math.min(last, seq - 1));
    }

    /// What of it lies after `seq`.
    Span after(long seq) {
        return new Span(Math.max(first, seq + 1), last);
    }
}
