package dev.hubbub.cli.verify.check;

import java.io.PrintWriter;
import java.util.Set;
import java.util.TreeSet;

/// Shows that the checker can fail: plants each kind of fault into a truthful record and asks whether exactly
/// that one is found.
public final class SelfTest {
    private SelfTest() {}

    /// Prints a table; true if every fault was found for what it is, and nothing else.
    public static boolean run(PrintWriter out) {
        Verdict truthful = Checker.check(new Truth().evidence());
        out.printf("%-62s %-24s %s%n", "planted", "found", "");
        row(out, "nothing", truthful, truthful.clean());
        boolean all = truthful.clean();
        for (Planted planted : Planted.values()) {
            Verdict verdict = judge(planted);
            boolean right = isFound(planted, verdict);
            row(out, planted.what(), verdict, right);
            all &= right;
        }
        out.println(all ? "The checker finds each of them." : "THE CHECKER IS NOT TO BE TRUSTED.");
        out.flush();
        return all;
    }

    static Verdict judge(Planted planted) {
        Truth truth = new Truth();
        planted.into(truth);
        return Checker.check(truth.evidence());
    }

    /// Whether the verdict names this breach and no other.
    static boolean isFound(Planted planted, Verdict verdict) {
        return breaches(verdict).equals(Set.of(planted.breach()));
    }

    private static Set<Breach> breaches(Verdict verdict) {
        Set<Breach> found = new TreeSet<>();
        verdict.findings().forEach(finding -> found.add(finding.breach()));
        return found;
    }

    private static void row(PrintWriter out, String what, Verdict verdict, boolean right) {
        String found =
                String.join(", ", breaches(verdict).stream().map(Breach::label).toList());
        out.printf("%-62s %-24s %s%n", what, found.isEmpty() ? "nothing" : found, right ? "right" : "WRONG");
    }
}
