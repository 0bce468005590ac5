package dev.hubbub.server.status;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Whether this node can serve. Safe for any thread; blocks for as long as its parts do.
public final class Health {
    private final List<HealthPart> parts;

    public Health(List<HealthPart> parts) {
        this.parts = List.copyOf(parts);
    }

    /// @param condition the worst of its parts'
    /// @param parts by their names, in order
    public record Report(Condition condition, Map<String, Finding> parts) {}

    public Report look() {
        Condition worst = Condition.UP;
        Map<String, Finding> found = new LinkedHashMap<>();
        for (HealthPart part : parts) {
            Finding finding = part.look().get();
            found.put(part.name(), finding);
            if (finding.condition().compareTo(worst) > 0) {
                worst = finding.condition();
            }
        }
        return new Report(worst, found);
    }
}
