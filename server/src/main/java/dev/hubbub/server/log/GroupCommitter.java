package dev.hubbub.server.log;

import dev.hubbub.server.db.Database;
import java.time.Clock;
import java.util.function.Consumer;

/// One thread with one connection: commits whatever queued behind its last commit.
final class GroupCommitter {
    private final DraftQueue queue;
    private final Thread thread;

    GroupCommitter(int number, Database db, GroupCommitConfig config, Clock clock, Consumer<CommittedBatch> committed) {
        queue = new DraftQueue(config.queueCapacity());
        thread = Thread.ofPlatform().name("committer-" + number).unstarted(() -> {});
    }

    void start() {
        thread.start();
    }

    DraftQueue.Offer offer(Waiting draft) {
        return queue.offer(draft);
    }

    void stop() {
        queue.close();
    }

    void join() {}
}
