package dev.hubbub.server.session;

import dev.hubbub.protocol.UserId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Which access tokens that have not expired are refused all the same: what the database told this node about in
/// the last quarter of an hour, in memory, since every request asks. Safe for any thread; asking never blocks.
public final class Revocations {
    /// Longer than any access token lives, with room for slow clocks.
    public static final Duration KEPT = LoginSessions.ACCESS_LIFETIME.plusMinutes(1);

    private final ConcurrentHashMap<SessionId, UserId> sessions = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<UserId, Long> generations = new ConcurrentHashMap<>();
    private final List<Consumer<EndedSession>> listeners = new CopyOnWriteArrayList<>();
    private final Queue<Taken> taken = new ArrayDeque<>();
    private final LongSupplier nanos;

    private record Taken(EndedSession ended, long nanos) {}

    public Revocations() {
        this(System::nanoTime);
    }

    Revocations(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// `listener` hears of each end, of some more than once, after tokens are refused. It must not block.
    public void onEnd(Consumer<EndedSession> listener) {
        listeners.add(listener);
    }

    /// Whether a token of this user, session and generation is refused.
    public boolean cover(UserId user, SessionId session, long generation) {
        Long from = generations.get(user);
        return (from != null && generation < from) || user.equals(sessions.get(session));
    }

    /// Refuses tokens from now on. The same may come several times: from this node and from the database.
    public void take(EndedSession ended) {
        if (remember(ended)) {
            listeners.forEach(listener -> listener.accept(ended));
        }
    }

    private synchronized boolean remember(EndedSession ended) {
        forgetExpired();
        boolean news = switch (ended) {
            case EndedSession.One one -> sessions.put(one.session(), one.user()) == null;
            case EndedSession.Earlier earlier -> {
                Long before = generations.get(earlier.user());
                boolean later = before == null || before < earlier.generation();
                if (later) {
                    generations.put(earlier.user(), earlier.generation());
                }
                yield later;
            }
        };
        if (news) {
            taken.add(new Taken(ended, nanos.getAsLong()));
        }
        return news;
    }

    private void forgetExpired() {
        long now = nanos.getAsLong();
        while (!taken.isEmpty() && now - taken.element().nanos() > KEPT.toNanos()) {
            switch (taken.remove().ended()) {
                case EndedSession.One one -> sessions.remove(one.session());
                case EndedSession.Earlier earlier -> generations.remove(earlier.user(), earlier.generation());
            }
        }
    }
}
