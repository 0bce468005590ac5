package dev.hubbub.server.log;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.log.AppendResult.Busy;
import dev.hubbub.server.log.AppendResult.Unconfirmed;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells others what became of drafts. What they throw is a bug of theirs that must not stop the committer.
final class Answers {
    static final Busy UNAVAILABLE = new Busy(ErrorCode.UNAVAILABLE, 1_000);
    static final Busy OVERLOADED = new Busy(ErrorCode.OVERLOADED, 250);
    static final Unconfirmed UNCONFIRMED = new Unconfirmed(1_000);

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final Consumer<CommittedBatch> committed;
    private final CommitMeter meter;

    Answers(Consumer<CommittedBatch> committed, CommitMeter meter) {
        this.committed = committed;
        this.meter = meter;
    }

    /// First the events, then the answers: whoever is told that his post stands can count on its being under
    /// way.
    void committed(List<Waiting> drafts, Decision decision) {
        delivered(decision);
        answered(drafts, decision);
    }

    /// Only the events: the answers were given before.
    void delivered(Decision decision) {
        long unwrittenAt = decision.state().readAt();
        decision.touchedRooms().forEach(room -> call(committed, room.batch(unwrittenAt)));
    }

    void answered(List<Waiting> drafts, Decision decision) {
        meter.answered(drafts, decision.results());
        for (int i = 0; i < drafts.size(); i++) {
            call(drafts.get(i).done(), decision.results().get(i));
        }
    }

    void all(List<Waiting> drafts, AppendResult result) {
        meter.answered(drafts, Collections.nCopies(drafts.size(), result));
        drafts.forEach(waiting -> call(waiting.done(), result));
    }

    private static <T> void call(Consumer<T> listener, T what) {
        try {
            listener.accept(what);
        } catch (RuntimeException e) {
            LOG.error("A listener of the committer failed", e);
        }
    }
}
