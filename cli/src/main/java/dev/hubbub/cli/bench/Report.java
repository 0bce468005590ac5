package dev.hubbub.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a scenario found.
///
/// @param scenario its name and what was asked, in a line
/// @param verdict what was wrong with deliveries; empty when every event came once, in order, to everyone
record Report(String scenario, Map<String, Object> settings, List<Metric> metrics, List<String> verdict) {

    boolean isClean() {
        return verdict.isEmpty();
    }

    /// The table for people.
    String table() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("%s %s".formatted(scenario, settings));
        for (Metric metric : metrics) {
            lines.add("  %-44s %14s %-6s %s"
                    .formatted(metric.label(), number(metric.value()), metric.unit(), goal(metric))
                    .stripTrailing());
        }
        lines.add("  every event once, in order, to everyone: " + (isClean() ? "yes" : "NO: " + verdict));
        return String.join(System.lineSeparator(), lines);
    }

    private static String goal(Metric metric) {
        Metric.Goal goal = metric.goal();
        if (goal == null) {
            return "";
        }
        String bound = (goal.atMost() ? "at most " : "at least ") + number(goal.bound());
        return bound + (metric.isReached() ? ": reached" : ": NOT reached");
    }

    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        if (Math.abs(value) >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
