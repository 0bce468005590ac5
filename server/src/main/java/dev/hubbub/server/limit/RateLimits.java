package dev.hubbub.server.limit;

import org.jspecify.annotations.Nullable;

/// Makes limits: counted on this node, or by all nodes together where there is a [Tally].
public final class RateLimits {
    private final @Nullable Tally tally;

    private RateLimits(@Nullable Tally tally) {
        this.tally = tally;
    }

    public static RateLimits onThisNode() {
        return new RateLimits(null);
    }

    public static RateLimits sharedBy(Tally tally) {
        return new RateLimits(tally);
    }

    /// @param name what it is a limit of; one of its own for each
    public <K> RateLimit<K> of(String name, Rate rate) {
        Tally shared = tally;
        return shared == null
                ? new RateLimit<>(_ -> new LocalAllotment(rate))
                : new RateLimit<>(key -> new SharedAllotment(shared, name + ":" + key, rate));
    }
}
