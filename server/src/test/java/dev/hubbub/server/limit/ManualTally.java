package dev.hubbub.server.limit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Counts one key at once, and answers when it is told to.
final class ManualTally implements Tally {
    private final Deque<CompletableFuture<Long>> waiting = new ArrayDeque<>();
    private long left;
    private boolean away;

    ManualTally(long left) {
        this.left = left;
    }

    @Override
    public CompletionStage<Long> settle(String key, Rate rate, long tokens) {
        if (away) {
            return CompletableFuture.failedFuture(new IllegalStateException("away"));
        }
        left -= tokens;
        var answer = new CompletableFuture<Long>();
        waiting.add(answer);
        return answer;
    }

    void goAway() {
        away = true;
    }

    void answer() {
        answerWith(left);
    }

    void answerWith(long tokens) {
        waiting.remove().complete(tokens);
    }

    int asked() {
        return waiting.size();
    }

    long left() {
        return left;
    }
}
