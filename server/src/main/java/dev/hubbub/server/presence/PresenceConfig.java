package dev.hubbub.server.presence;

import java.time.Duration;

/// How often presence is told.
///
/// @param flushInterval how long changes are gathered before one diff tells them
/// @param grace how long a user whose last connection ended still counts as online: a reconnect is no news
/// @param mostListed with more users online than this a room gets their number instead of their names
/// @param countInterval how often that number is told at most
/// @param mostPerSecond how many connections are told something in a second, over all rooms, before changes are
///     gathered for longer
/// @param typingInterval how often one user's typing in one room is told at most
public record PresenceConfig(
        Duration flushInterval,
        Duration grace,
        int mostListed,
        Duration countInterval,
        int mostPerSecond,
        Duration typingInterval) {
    /// A twentieth of a core, as a delivery costs some microseconds.
    public static final int MOST_PER_SECOND = 10_000;

    public PresenceConfig {
        if (flushInterval.toMillis() < 1 || typingInterval.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "presence.flush-interval and presence.typing-interval must be at least 1 ms");
        }
        if (countInterval.compareTo(flushInterval) < 0) {
            throw new IllegalArgumentException("presence.count-interval must be at least presence.flush-interval");
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("presence.grace must not be negative");
        }
        if (mostPerSecond < 1) {
            throw new IllegalArgumentException("presence.most-per-second must be at least 1");
        }
        if (mostListed < 1) {
            throw new IllegalArgumentException("presence.most-listed must be at least 1");
        }
    }

    public static PresenceConfig defaults() {
        return new PresenceConfig(
                Duration.ofMillis(200),
                Duration.ofSeconds(5),
                100,
                Duration.ofSeconds(1),
                MOST_PER_SECOND,
                Duration.ofSeconds(3));
    }

    /// A room whose numbers go up and down around the limit must not send its whole list each time it gets
    /// below.
    int fewEnoughToListAgain() {
        return mostListed - mostListed / 10;
    }
}
