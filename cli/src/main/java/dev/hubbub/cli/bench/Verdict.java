package dev.hubbub.cli.bench;

import java.util.ArrayList;
import java.util.List;

/// What went wrong with deliveries over a fleet's whole life.
final class Verdict {
    private Verdict() {}

    /// @param missing deliveries of acknowledged events that never came
    static List<String> of(Fleet fleet, long missing) {
        List<String> faults = new ArrayList<>();
        add(faults, missing, "missing");
        add(faults, fleet.total(tally -> tally.holes.get()), "skipped");
        add(faults, fleet.total(tally -> tally.repeats.get()), "repeated or late");
        fleet.closings().forEach((reason, count) -> faults.add(count + " connections lost (" + reason + ")"));
        return faults;
    }

    private static void add(List<String> faults, long count, String what) {
        if (count > 0) {
            faults.add(count + " " + what);
        }
    }
}
