package dev.hubbub.server.log;

import dev.hubbub.server.db.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/// One thread with one connection: commits whatever queued behind its last commit. The queue is for any thread;
/// all else is confined to the committer's own.
final class GroupCommitter {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final int maxBatch;
    private final DraftQueue queue;
    private final Answers answers;
    private final Link link;
    private final BatchCommit batches;
    private final Thread thread;

    GroupCommitter(
            int number,
            Database db,
            GroupCommitConfig config,
            Clock clock,
            Consumer<CommittedBatch> committed,
            CommitMeter meter) {
        maxBatch = config.maxBatch();
        queue = new DraftQueue(config.queueCapacity());
        answers = new Answers(committed, meter);
        link = new Link(db, config.settleWithin().multipliedBy(2), queue, answers);
        batches = new BatchCommit(config, clock, link, answers, meter);
        thread = Thread.ofPlatform().name("committer-" + number).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    DraftQueue.Offer offer(Waiting draft) {
        return queue.offer(draft);
    }

    /// How many drafts it has not begun to commit.
    int waiting() {
        return queue.size();
    }

    /// Whether it has no database, and takes nothing in until it has.
    boolean isAway() {
        return queue.isPaused();
    }

    /// Takes nothing in any more; what has queued is still committed.
    void stop() {
        queue.close();
    }

    void join() {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (link) {
            while (awaitDatabase()) {
                batches.settle();
                var batch = queue.take(maxBatch);
                if (batch.isEmpty()) {
                    return;
                }
                batches.commit(batch);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            // Whatever ended the loop, nobody waits for an answer in vain.
            queue.close();
            answers.all(queue.pause(), Answers.UNAVAILABLE);
        }
    }

    /// False once there is nothing to wait for.
    private boolean awaitDatabase() {
        while (link.await(System.nanoTime() + BETWEEN_LOOKS.toNanos()) == null) {
            if (queue.isClosed()) {
                return false;
            }
        }
        return true;
    }
}
