package dev.hubbub.server.log;

import java.time.Duration;

/// How commits are grouped.
///
/// @param committers threads, each with a connection of its own; one serves to about 40,000 events a second
/// @param maxBatch the most drafts in one transaction
/// @param queueCapacity drafts that may wait for each committer before more are refused
/// @param maxRoomsPerUser how many rooms a user may be in, besides the global one
/// @param settleWithin how long a batch may wait for the database to come back before its senders are told
public record GroupCommitConfig(
        int committers, int maxBatch, int queueCapacity, int maxRoomsPerUser, Duration settleWithin) {

    public GroupCommitConfig {
        if (committers < 1 || maxBatch < 1) {
            throw new IllegalArgumentException("group-commit.committers and group-commit.max-batch must be at least 1");
        }
        if (queueCapacity < maxBatch) {
            throw new IllegalArgumentException("group-commit.queue-capacity must be at least group-commit.max-batch");
        }
        if (maxRoomsPerUser < 1) {
            throw new IllegalArgumentException("limits.rooms-per-user must be at least 1");
        }
    }

    public static GroupCommitConfig defaults() {
        return new GroupCommitConfig(1, 1_000, 20_000, 1_000, Duration.ofSeconds(5));
    }
}
