package dev.hubbub.server.command;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Takes no time, and counts what would have taken some.
final class PlainPasswords implements RoomPasswords {
    private final AtomicInteger verified = new AtomicInteger();
    private volatile boolean busy;

    @Override
    public Optional<String> hash(String password) {
        return busy ? Optional.empty() : Optional.of("hash of " + password);
    }

    @Override
    public Check verify(String password, @Nullable String hash) {
        verified.incrementAndGet();
        if (busy) {
            return Check.BUSY;
        }
        return ("hash of " + password).equals(hash) ? Check.MATCH : Check.MISMATCH;
    }

    @Override
    public long retryAfterMs() {
        return 1_234;
    }

    void setBusy(boolean now) {
        busy = now;
    }

    /// How many were tried since the last call.
    int drainVerified() {
        return verified.getAndSet(0);
    }
}
