package dev.hubbub.server.log;

import dev.hubbub.server.log.AppendResult.Refused;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings each draft of a batch to its one answer, whatever fails on the way. Confined to the committer's
/// thread.
///
/// A refused transaction is split until the culprit stands alone. When the connection breaks, the same drafts
/// go again on a new one: the rooms' locks wait for the old transaction to end, and then the refs tell whether
/// its COMMIT took.
final class BatchCommit {
    private static final Logger LOG = LoggerFactory.getLogger(BatchCommit.class);
    private static final int MAX_COLLISIONS = 3;

    private final GroupCommitConfig config;
    private final Clock clock;
    private final Link link;
    private final Answers answers;
    private final CommitMeter meter;

    /// What is still to do, in the order of the drafts.
    private final ArrayDeque<Part> parts = new ArrayDeque<>();

    /// Parts whose senders were told that nobody knows, oldest first. If their COMMIT took, their events stand in
    /// the log, and whoever is connected waits for them.
    private final ArrayDeque<Part> unconfirmed = new ArrayDeque<>();

    /// When to stop trying, by `System.nanoTime`; null while the database is there.
    private @Nullable Long deadline;

    BatchCommit(GroupCommitConfig config, Clock clock, Link link, Answers answers, CommitMeter meter) {
        this.config = config;
        this.clock = clock;
        this.link = link;
        this.answers = answers;
        this.meter = meter;
    }

    void commit(List<Waiting> batch) {
        deadline = null;
        parts.add(new Part(batch));
        while (!parts.isEmpty()) {
            var part = parts.remove();
            var connection = link.await(deadline == null ? startDeadline() : deadline);
            if (connection == null) {
                giveUp(part);
            } else {
                attempt(part, connection);
            }
        }
    }

    /// Finds out about the batches that were given up as unconfirmed, once the database is back, and delivers
    /// those that are in the log. Must come before the next batch, or else its events are delivered without
    /// them, or, if there is none, they are not delivered at all: a retry stores nothing new.
    void settle() {
        while (!unconfirmed.isEmpty()) {
            var connection = link.await(System.nanoTime());
            if (connection == null) {
                return;
            }
            try {
                settle(unconfirmed.getFirst(), connection);
                unconfirmed.removeFirst();
                link.rollback();
            } catch (SQLException e) {
                LOG.warn("Lost the connection while settling a batch: {}", e.getMessage());
                link.drop();
            }
        }
    }

    private void settle(Part part, AppendConnection connection) throws SQLException {
        var decision = part.unanswered;
        if (decision != null && decision.tookPlace(connection.read(Questions.of(part.drafts)))) {
            answers.delivered(decision);
        }
    }

    private long startDeadline() {
        return System.nanoTime() + config.settleWithin().toNanos();
    }

    private void attempt(Part part, AppendConnection connection) {
        try {
            transact(part, connection);
            deadline = null;
        } catch (SQLException e) {
            failed(part, connection, e);
        } catch (RuntimeException e) {
            // A bug. Whoever sent the drafts must hear of it, and the others' go on.
            LOG.error("A batch of {} drafts could not be decided", part.drafts.size(), e);
            link.rollback();
            splitOrAnswer(part, Refusals.INTERNAL);
        }
    }

    private void transact(Part part, AppendConnection connection) throws SQLException {
        long begin = System.nanoTime();
        var state = connection.read(Questions.of(part.drafts));
        var sent = part.unanswered;
        part.unanswered = null;
        if (sent != null && sent.tookPlace(state)) {
            link.rollback();
            answers.committed(part.drafts, sent);
            return;
        }
        var now = Instant.now(clock).truncatedTo(ChronoUnit.MILLIS);
        var decision = Judge.decide(part.drafts, state, now, config.maxRoomsPerUser());
        if (decision.storesNothing()) {
            link.rollback();
            answers.answered(part.drafts, decision);
            return;
        }
        part.unanswered = decision;
        commit(part, decision, connection);
        meter.committed(part.drafts.size(), System.nanoTime() - begin);
        answers.committed(part.drafts, decision);
    }

    private static void commit(Part part, Decision decision, AppendConnection connection) throws SQLException {
        try {
            connection.commit(decision);
            part.unanswered = null;
        } catch (SQLException e) {
            if (SqlFault.of(e, connection) != SqlFault.LOST) {
                // The server said no, so the COMMIT behind it was skipped.
                part.unanswered = null;
            }
            throw e;
        }
    }

    private void failed(Part part, AppendConnection connection, SQLException e) {
        switch (SqlFault.of(e, connection)) {
            case LOST -> lost(part, e);
            case COLLISION -> collided(part, e);
            case UNABLE -> {
                LOG.error("PostgreSQL cannot store a batch of {} drafts", part.drafts.size(), e);
                link.rollback();
                giveUp(part);
            }
            case REFUSED -> refused(part, e);
        }
    }

    private void lost(Part part, SQLException e) {
        LOG.warn("Lost the connection under a batch of {} drafts: {}", part.drafts.size(), e.getMessage());
        link.drop();
        if (deadline == null) {
            deadline = startDeadline();
        }
        if (System.nanoTime() - deadline >= 0) {
            giveUp(part);
        } else {
            parts.addFirst(part);
        }
    }

    /// The other transaction has ended, so the same batch sees what it stored and goes through; only bad luck
    /// repeats.
    private void collided(Part part, SQLException e) {
        link.rollback();
        part.collisions++;
        if (part.collisions < MAX_COLLISIONS) {
            parts.addFirst(part);
        } else {
            logCulprit(part, e);
            splitOrAnswer(part, Refusals.INTERNAL);
        }
    }

    private void refused(Part part, SQLException e) {
        link.rollback();
        logCulprit(part, e);
        splitOrAnswer(part, Refusals.INTERNAL);
    }

    private static void logCulprit(Part part, SQLException e) {
        if (part.isSingle()) {
            var draft = part.drafts.getFirst().draft();
            LOG.error(
                    "PostgreSQL refused {} {} of {}", draft.getClass().getSimpleName(), draft.ref(), draft.author(), e);
        }
    }

    private void splitOrAnswer(Part part, Refused answer) {
        if (part.isSingle()) {
            answers.all(part.drafts, answer);
        } else {
            part.halves().reversed().forEach(parts::addFirst);
        }
    }

    private void giveUp(Part part) {
        if (part.unanswered == null) {
            answers.all(part.drafts, Answers.UNAVAILABLE);
        } else {
            unconfirmed.add(part);
            answers.all(part.drafts, Answers.UNCONFIRMED);
        }
    }
}
