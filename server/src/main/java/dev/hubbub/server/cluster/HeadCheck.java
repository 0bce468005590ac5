package dev.hubbub.server.cluster;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hubbub.protocol.RoomId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that this node lacks nothing for long, whatever the bus lost: every now and then, and whenever something
/// may have been lost, its own thread makes a [Comparison]. What is asked for while one is under way is answered by
/// the next. Its monitor guards what is asked for, and is never held during I/O.
public final class HeadCheck implements ClusterBus.Watcher, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeadCheck.class);
    /// Nothing is lost, as far as anybody knows.
    private static final Duration CALM = Duration.ofSeconds(5);
    /// What others post is heard of by comparisons only.
    private static final Duration QUICK = Duration.ofMillis(700);
    /// So that not all nodes come at once when the bus is back.
    private static final long SPREAD = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long SWEEP = TimeUnit.SECONDS.toNanos(1);
    private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(500);
    private static final double JITTER = 0.2;
    private static final long NEVER = Long.MAX_VALUE;

    private final Comparison comparison;
    private final Supplier<Optional<Duration>> pace;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final SparseLog failed = new SparseLog(LOG);
    private final long start = System.nanoTime();
    private final Thread thread;

    // Times are nanoseconds since `start`.

    @GuardedBy("this")
    private Set<RoomId> asked = new HashSet<>();

    @GuardedBy("this")
    private long allDue;

    @GuardedBy("this")
    private long joinsDue;

    @GuardedBy("this")
    private long notBefore;

    @GuardedBy("this")
    private boolean closed;

    /// What to compare now.
    private record Round(Set<RoomId> rooms, boolean all, boolean joins) {}

    /// @param pace how often all is compared; empty if never, since there is nobody to hear of
    public HeadCheck(Comparison comparison, Supplier<Optional<Duration>> pace) {
        this.comparison = comparison;
        this.pace = pace;
        thread = Thread.ofVirtual().name("cluster").unstarted(this::run);
    }

    /// As the state of the bus and the nodes that are there demand.
    public static Optional<Duration> pace(ClusterBus bus, Nodes nodes) {
        boolean alone = nodes.peers().isEmpty();
        if (bus.equals(ClusterBus.NONE)) {
            return alone ? Optional.empty() : Optional.of(QUICK);
        }
        boolean heard = bus.state() == ClusterBus.State.CONNECTED && nodes.shareTheBus();
        return Optional.of(heard || alone ? CALM : QUICK);
    }

    public void start() {
        thread.start();
    }

    /// The room's events are heard from now on; those of just before may have passed this node by.
    public synchronized void soon(RoomId room) {
        asked.add(room);
        notifyAll();
    }

    /// A user is heard of from now on, and may have got into a room just before.
    public synchronized void joinsSoon() {
        joinsDue = Math.min(joinsDue, now() + SPREAD);
        notifyAll();
    }

    /// Anything may have passed this node by.
    public synchronized void allSoon() {
        allDue = Math.min(allDue, now() + random.nextLong(SPREAD));
        notifyAll();
    }

    @Override
    public void changed(ClusterBus.State state) {
        allSoon();
    }

    @Override
    public void missed() {
        allSoon();
    }

    private void run() {
        try {
            for (Round round = next(); round != null; round = next()) {
                compare(round);
                comparison.sweep();
            }
        } catch (InterruptedException _) {
            LOG.debug("interrupted");
        }
    }

    private void compare(Round round) {
        try {
            if (round.all()) {
                comparison.all();
            } else if (!round.rooms().isEmpty()) {
                comparison.heads(round.rooms());
            }
            if (round.joins()) {
                comparison.joins();
            }
        } catch (RuntimeException e) {
            failed.warn("this node cannot compare what it was told with the database, and tries again", e);
            again(round);
        }
    }

    private synchronized void again(Round round) {
        notBefore = now() + RETRY;
        asked.addAll(round.rooms());
        if (round.all()) {
            allDue = notBefore;
        }
        if (round.joins()) {
            joinsDue = notBefore;
        }
    }

    /// Waits for something to compare, or to sweep. Null once it closes.
    private synchronized @Nullable Round next() throws InterruptedException {
        long swept = now();
        while (!closed) {
            Optional<Duration> every = pace.get();
            if (every.isEmpty()) {
                beAlone();
                wait();
                continue;
            }
            long now = now();
            long due = Math.max(notBefore, asked.isEmpty() ? Math.min(allDue, joinsDue) : now);
            if (due <= now) {
                return take(now, every.get());
            }
            if (now - swept >= SWEEP) {
                return new Round(Set.of(), false, false);
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(due - now, SWEEP));
        }
        return null;
    }

    @GuardedBy("this")
    private Round take(long now, Duration every) {
        boolean all = allDue <= now;
        Round round = new Round(asked, all, all || joinsDue <= now);
        asked = new HashSet<>();
        if (all) {
            double part = 1 - JITTER + 2 * JITTER * random.nextDouble();
            allDue = now + (long) (every.toNanos() * part);
        }
        if (round.joins()) {
            joinsDue = NEVER;
        }
        return round;
    }

    /// Nobody else writes. Once somebody does all is compared at once.
    @GuardedBy("this")
    private void beAlone() {
        asked.clear();
        allDue = 0;
        comparison.forget();
    }

    private long now() {
        return System.nanoTime() - start;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
