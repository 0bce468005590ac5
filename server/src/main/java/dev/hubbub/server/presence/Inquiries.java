package dev.hubbub.server.presence;

import dev.hubbub.protocol.UserId;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Questions about some users that other nodes were asked, until all have answered or it takes too long.
/// Confined to the presence loop.
final class Inquiries {
    /// Somebody waits for it, and it is not worth more.
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final Map<Long, Inquiry> open = new LinkedHashMap<>();
    private long last;

    private record Inquiry(
            CompletableFuture<Set<UserId>> answer, Set<UserId> found, Set<String> waitingFor, Duration since) {
        void complete() {
            answer.complete(Set.copyOf(found));
        }
    }

    /// @param found who is known to be online
    /// @param nodes who will answer
    /// @return the question's number
    long open(CompletableFuture<Set<UserId>> answer, Set<UserId> found, Set<String> nodes, Duration now) {
        last++;
        open.put(last, new Inquiry(answer, new HashSet<>(found), new HashSet<>(nodes), now));
        return last;
    }

    void take(String node, PeerMessage.These these) {
        Inquiry inquiry = open.get(these.question());
        if (inquiry != null && inquiry.waitingFor().remove(node)) {
            inquiry.found().addAll(these.users());
            if (inquiry.waitingFor().isEmpty()) {
                inquiry.complete();
                open.remove(these.question());
            }
        }
    }

    void expire(Duration now) {
        open.values().removeIf(inquiry -> {
            boolean late = now.minus(inquiry.since()).compareTo(PATIENCE) >= 0;
            if (late) {
                inquiry.complete();
            }
            return late;
        });
    }
}
