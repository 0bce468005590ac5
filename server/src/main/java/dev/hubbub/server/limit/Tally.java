package dev.hubbub.server.limit;

import java.util.concurrent.CompletionStage;

/// Where several nodes count together. Safe for any thread; never blocks.
@FunctionalInterface
public interface Tally {
    /// Counts tokens that a node let somebody take already.
    ///
    /// @param key the same on every node
    /// @return how many are left, less than none if more were taken than there were; fails if nobody answers
    CompletionStage<Long> settle(String key, Rate rate, long tokens);
}
