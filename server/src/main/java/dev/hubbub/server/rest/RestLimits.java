package dev.hubbub.server.rest;

import java.time.Duration;

/// How fast one user, and one address that has not signed in, may go on asking.
public final class RestLimits {
    private final RateLimit<Long> commands;
    private final RateLimit<Address> signIns;

    public RestLimits(int commandsPerSecond, int commandsBurst, int signInsPerMinute) {
        commands = new RateLimit<>(commandsBurst, commandsPerSecond, Duration.ofSeconds(1));
        signIns = new RateLimit<>(signInsPerMinute, signInsPerMinute, Duration.ofMinutes(1));
    }

    /// By user id.
    RateLimit<Long> commands() {
        return commands;
    }

    RateLimit<Address> signIns() {
        return signIns;
    }
}
