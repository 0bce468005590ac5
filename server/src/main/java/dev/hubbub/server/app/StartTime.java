package dev.hubbub.server.app;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;

/// How long a start took, for the greeting.
///
/// @param total since the JVM began
/// @param postgres of it the start of our own PostgreSQL, beside which other things went on; zero if there is none
record StartTime(Duration total, Duration postgres) {

    static StartTime now(Duration postgres) {
        return new StartTime(
                Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()), postgres);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }

    @Override
    public String toString() {
        return "ready in " + seconds(total)
                + (postgres.isZero() ? "" : ", PostgreSQL in " + seconds(postgres) + " of it");
    }
}
