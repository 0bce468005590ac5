package dev.hubbub.cli.bench;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// What happened within a window of load.
///
/// @param rate what was asked for, in messages a second
/// @param seconds how long the window was
/// @param sent,acked,delivered counted within the window
/// @param deliveries how long each delivery of a message that was due within the window took
/// @param byLoop the same by the loop that read for the receiver
/// @param answers the same for answers, by tag
/// @param refused commands that were answered with an error, from the start of the load on
/// @param missing deliveries that had still not come when the bench lost its patience
record Measured(
        double rate,
        double seconds,
        long sent,
        long acked,
        long delivered,
        Histogram deliveries,
        List<Histogram> byLoop,
        List<Histogram> answers,
        Processes.Cpu cpu,
        long refused,
        long missing) {

    double deliveredPerSecond() {
        return delivered / seconds;
    }

    double ackedPerSecond() {
        return acked / seconds;
    }

    double serverMicrosPerDelivery() {
        return (double) cpu.server() / delivered;
    }

    /// @param micros of all that was acknowledged
    double perAck(long micros) {
        return (double) micros / acked;
    }

    static double millis(Histogram latencies, double percentile) {
        return latencies.getTotalCount() == 0 ? Double.NaN : latencies.getValueAtPercentile(percentile) / 1e6;
    }

    /// Whether the server kept up with what it was asked.
    boolean keptUp(Histogram latencies, double mostMillis) {
        return missing == 0 && refused == 0 && ackedPerSecond() >= 0.97 * rate && millis(latencies, 99) <= mostMillis;
    }

    List<Metric> cpuMetrics() {
        List<Metric> metrics = new ArrayList<>();
        metrics.add(Metric.of("serverCores", "server CPU", cpu.server() / seconds / 1e4, "%"));
        metrics.add(Metric.of("postgresCores", "its PostgreSQL's CPU", cpu.postgres() / seconds / 1e4, "%"));
        metrics.add(Metric.of("benchCores", "this bench's CPU", cpu.bench() / seconds / 1e4, "%"));
        return metrics;
    }

    static List<Metric> latencyMetrics(String key, String label, Histogram latencies) {
        return List.of(
                Metric.of(key + "P50", label + " p50", millis(latencies, 50), "ms"),
                Metric.of(key + "P99", label + " p99", millis(latencies, 99), "ms"),
                Metric.of(key + "P999", label + " p99.9", millis(latencies, 99.9), "ms"),
                Metric.of(key + "Max", label + " max", millis(latencies, 100), "ms"));
    }
}
