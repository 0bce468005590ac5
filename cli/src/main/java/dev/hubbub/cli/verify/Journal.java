package dev.hubbub.cli.verify;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hubbub.cli.verify.check.Fact;
import java.util.ArrayList;
import java.util.List;

/// What one client did and was told, in order; nothing is ever taken back. Its monitor guards it.
final class Journal {
    @GuardedBy("this")
    private final List<Fact> facts = new ArrayList<>();

    synchronized void note(Fact fact) {
        facts.add(fact);
    }

    synchronized List<Fact> facts() {
        return List.copyOf(facts);
    }

    synchronized int size() {
        return facts.size();
    }
}
