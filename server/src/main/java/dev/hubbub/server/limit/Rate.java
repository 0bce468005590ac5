package dev.hubbub.server.limit;

import java.time.Duration;

/// How fast, as a token bucket has it.
///
/// @param burst how many at once after a pause
/// @param count how many in each period
public record Rate(int burst, int count, Duration period) {
    /// As many at once as in a whole period.
    public static Rate per(Duration period, int count) {
        return new Rate(count, count, period);
    }

    public static Rate perSecond(int count, int burst) {
        return new Rate(burst, count, Duration.ofSeconds(1));
    }
}
