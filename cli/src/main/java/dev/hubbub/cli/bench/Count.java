package dev.hubbub.cli.bench;

import java.util.concurrent.atomic.AtomicLong;

/// A number that one thread counts and others read: no fence on the hot path.
final class Count {
    private final AtomicLong value = new AtomicLong();

    /// Only its owner's thread.
    void add(long more) {
        value.setOpaque(value.getPlain() + more);
    }

    long get() {
        return value.getOpaque();
    }
}
