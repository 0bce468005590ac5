package dev.hubbub.cli.verify.check;

import java.util.ArrayList;
import java.util.List;

/// Collects what the checks find. Confined to one check run.
final class Findings {
    private final List<Finding> all = new ArrayList<>();

    void add(Breach breach, String client, long room, long seq, String detail) {
        all.add(new Finding(breach, client, room, seq, detail));
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
