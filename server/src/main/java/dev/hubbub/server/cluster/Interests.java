package dev.hubbub.server.cluster;

import dev.hubbub.server.cluster.ClusterBus.Subscription;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What this node's connections want to hear of, counted over its event loops. Each has a subscription from the first
/// who wants it until a while after the last: those who are cut off all at once mostly come back at once.
///
/// Safe for any thread and never blocks: each key's count changes in one atomic step of the map, together with what
/// follows from it.
///
/// @param <K> a room or a user
final class Interests<K> {
    private static final Duration LINGER = Duration.ofSeconds(5);

    private final ConcurrentHashMap<K, Interest> all = new ConcurrentHashMap<>();
    /// How many some loop wants now.
    private final LongAdder wanted = new LongAdder();
    /// Those that nobody wanted any more, the one for longest first. Guarded by itself.
    private final Deque<Idle<K>> idle = new ArrayDeque<>();

    private final long linger;
    private final LongSupplier nanos;
    private final Function<K, Subscription> subscribing;
    private final Consumer<K> ended;

    /// Of the one who is in the map's atomic step.
    private static final class Interest {
        private final Subscription subscription;
        /// How many event loops want it.
        private int loops;
        /// By `nanos`, when none did any more.
        private long idleSince;

        Interest(Subscription subscription) {
            this.subscription = subscription;
        }
    }

    private record Idle<K>(K key, long since) {}

    /// How long a subscription outlives the last who wanted it: where there is no bus there is none to keep.
    static Duration linger(ClusterBus bus) {
        return bus.equals(ClusterBus.NONE) ? Duration.ZERO : LINGER;
    }

    /// @param subscribing begins a subscription; must not block
    /// @param ended told after a subscription ended, before the next one of the same key begins; must not block
    Interests(Duration linger, LongSupplier nanos, Function<K, Subscription> subscribing, Consumer<K> ended) {
        this.linger = linger.toNanos();
        this.nanos = nanos;
        this.subscribing = subscribing;
        this.ended = ended;
    }

    void wanted(K key) {
        all.compute(key, (_, known) -> {
            Interest interest = known == null ? new Interest(subscribing.apply(key)) : known;
            if (interest.loops == 0) {
                wanted.increment();
            }
            interest.loops++;
            return interest;
        });
    }

    void unwanted(K key) {
        long now = nanos.getAsLong();
        all.computeIfPresent(key, (_, known) -> {
            known.loops--;
            if (known.loops == 0) {
                wanted.decrement();
            }
            if (known.loops == 0 && linger == 0) {
                return end(key, known);
            }
            if (known.loops == 0) {
                known.idleSince = now;
                synchronized (idle) {
                    idle.add(new Idle<>(key, now));
                }
            }
            return known;
        });
    }

    /// Ends what nobody wanted for a while.
    void sweep() {
        long now = nanos.getAsLong();
        for (Idle<K> due = nextDue(now); due != null; due = nextDue(now)) {
            long since = due.since();
            // Else somebody came back; if he went again, it is further back in the queue once more.
            all.computeIfPresent(
                    due.key(), (key, known) -> known.loops == 0 && known.idleSince == since ? end(key, known) : known);
        }
    }

    private @Nullable Idle<K> nextDue(long now) {
        synchronized (idle) {
            Idle<K> eldest = idle.peek();
            return eldest != null && now - eldest.since() >= linger ? idle.poll() : null;
        }
    }

    /// Null: it is to be forgotten.
    private @Nullable Interest end(K key, Interest interest) {
        interest.subscription.close();
        ended.accept(key);
        return null;
    }

    /// How many are wanted now.
    long wanted() {
        return wanted.sum();
    }

    /// Those that are wanted, or were lately.
    Set<K> keys() {
        return all.keySet();
    }

    boolean has(K key) {
        return all.containsKey(key);
    }

    /// Runs `action`, unless somebody wants to hear of it or did lately; then nobody can begin to meanwhile.
    void unlessWanted(K key, Runnable action) {
        all.compute(key, (_, known) -> {
            if (known == null) {
                action.run();
            }
            return known;
        });
    }
}
