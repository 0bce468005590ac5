package dev.hubbub.postgres;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what other processes do and tell nobody.
final class Waiting {
    private static final long STEP = Duration.ofMillis(10).toNanos();

    private Waiting() {}

    /// False if it did not come about in time.
    static boolean until(BooleanSupplier condition, Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(STEP);
        }
        return true;
    }
}
