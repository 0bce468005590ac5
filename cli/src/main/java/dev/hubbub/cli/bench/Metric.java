package dev.hubbub.cli.bench;

import org.jspecify.annotations.Nullable;

/// One figure of a report.
///
/// @param key its name in JSON
/// @param label its name in the table
/// @param goal what it is to reach; null where nothing is asked
record Metric(
        String key,
        String label,
        double value,
        String unit,
        @Nullable Goal goal) {
    /// A bound on a figure.
    record Goal(double bound, boolean atMost) {
        boolean isReached(double value) {
            return atMost ? value <= bound : value >= bound;
        }
    }

    static Metric of(String key, String label, double value, String unit) {
        return new Metric(key, label, value, unit, null);
    }

    static Metric atMost(double bound, String key, String label, double value, String unit) {
        return new Metric(key, label, value, unit, new Goal(bound, true));
    }

    static Metric atLeast(double bound, String key, String label, double value, String unit) {
        return new Metric(key, label, value, unit, new Goal(bound, false));
    }

    /// The same with a goal, where the goal was set for what was asked.
    Metric atMostIf(boolean asked, double bound) {
        return asked ? atMost(bound, key, label, value, unit) : this;
    }

    boolean isReached() {
        return goal == null || goal.isReached(value);
    }
}
