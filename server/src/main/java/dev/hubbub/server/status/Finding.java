package dev.hubbub.server.status;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a part was found like.
///
/// @param latency how long its answer took; empty if it gave none
/// @param detail for administrators only; null if there is nothing to say
public record Finding(
        Condition condition,
        Optional<Duration> latency,
        @Nullable String detail) {

    /// It answered so fast.
    public static Finding up(Duration latency) {
        return new Finding(Condition.UP, Optional.of(latency), null);
    }

    public static Finding degraded(String detail) {
        return new Finding(Condition.DEGRADED, Optional.empty(), detail);
    }

    public static Finding down(String detail) {
        return new Finding(Condition.DOWN, Optional.empty(), detail);
    }
}
