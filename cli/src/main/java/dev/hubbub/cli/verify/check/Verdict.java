package dev.hubbub.cli.verify.check;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What the checker found.
public record Verdict(List<Finding> findings, Tally tally) {

    /// How much there was to check.
    ///
    /// @param refused for good
    /// @param unconfirmed neither acked nor refused: each is in the log once or not at all
    /// @param repeated sent once more on purpose
    /// @param postponed answered with "again later"
    /// @param overtaken by a younger message of the same client, as is allowed to those postponed
    /// @param stored events in the log
    /// @param seen by clients' programs
    /// @param onTheWire seen by the proxies
    public record Tally(
            long sent,
            long acked,
            long refused,
            long unconfirmed,
            long repeated,
            long postponed,
            long overtaken,
            long stored,
            long seen,
            long onTheWire,
            long resets,
            long connections) {}

    public boolean clean() {
        return findings.isEmpty();
    }

    /// Every breach with how often it was found, also those that were not.
    public Map<Breach, Long> counts() {
        Map<Breach, Long> counts = new EnumMap<>(Breach.class);
        for (Breach breach : Breach.values()) {
            counts.put(breach, 0L);
        }
        findings.forEach(finding -> counts.merge(finding.breach(), 1L, Long::sum));
        return counts;
    }
}
