package dev.hubbub.server.status;

import java.util.Locale;

/// How well something does, from well to badly.
public enum Condition {
    UP,
    /// Slower, or with less than usual, but nobody is turned away for it.
    DEGRADED,
    DOWN;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
