package dev.hubbub.server.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Drafts that are committed together or split further. Confined to the committer's thread.
final class Part {
    final List<Waiting> drafts;

    /// The decision whose COMMIT was sent without an answer; null while nothing is open.
    @Nullable
    Decision unanswered;

    /// How often other transactions were in the way.
    int collisions;

    Part(List<Waiting> drafts) {
        this.drafts = drafts;
    }

    boolean isSingle() {
        return drafts.size() == 1;
    }

    List<Part> halves() {
        int middle = drafts.size() / 2;
        return List.of(new Part(drafts.subList(0, middle)), new Part(drafts.subList(middle, drafts.size())));
    }
}
