package dev.hubbub.server.gateway;

import dev.hubbub.protocol.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Snapshots for those who say hello, read for many at once: whoever came while one was read is in the next. Group
/// commit, for reading: when all are cut off and come back, a query for each would cost most of what there is.
/// Bounded; safe for any thread.
final class SnapshotQueue implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SnapshotQueue.class);
    private static final int MOST_WAITING = 20_000;
    /// Enough that a query's own cost is nothing, and few enough that the first of them need not wait long.
    private static final int MOST_AT_ONCE = 200;
    /// So that the one is worked on while the other is being read.
    private static final int READERS = 2;

    private final Function<Collection<UserId>, Map<UserId, List<Place>>> places;
    private final BlockingQueue<Waiting> waiting;
    private final LongAdder refused = new LongAdder();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private record Waiting(UserId user, Executor loop, Consumer<List<Place>> done, Runnable failed) {
        void answer(List<Place> places) {
            loop.execute(() -> done.accept(places));
        }

        void fail() {
            loop.execute(failed);
        }
    }

    SnapshotQueue(Function<Collection<UserId>, Map<UserId, List<Place>>> places) {
        this(places, MOST_WAITING);
    }

    SnapshotQueue(Function<Collection<UserId>, Map<UserId, List<Place>>> places, int mostWaiting) {
        this.places = places;
        waiting = new ArrayBlockingQueue<>(mostWaiting);
        for (int i = 0; i < READERS; i++) {
            threads.execute(this::readAll);
        }
    }

    /// False if too many wait. Else `done` or `failed` is called, on `loop`; what `done` gets was read after this
    /// call began.
    boolean read(UserId user, Executor loop, Consumer<List<Place>> done, Runnable failed) {
        boolean accepted = waiting.offer(new Waiting(user, loop, done, failed));
        if (!accepted) {
            refused.increment();
        }
        return accepted;
    }

    int waiting() {
        return waiting.size();
    }

    /// How many found no room, since the start.
    long refused() {
        return refused.sum();
    }

    private void readAll() {
        List<Waiting> batch = new ArrayList<>(MOST_AT_ONCE);
        try {
            while (true) {
                batch.add(waiting.take());
                waiting.drainTo(batch, MOST_AT_ONCE - 1);
                read(batch);
                batch.clear();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(List<Waiting> batch) {
        try {
            Set<UserId> users = HashSet.newHashSet(batch.size());
            batch.forEach(one -> users.add(one.user()));
            Map<UserId, List<Place>> read = places.apply(users);
            batch.forEach(one -> one.answer(read.getOrDefault(one.user(), List.of())));
        } catch (RuntimeException e) {
            log.warn("no snapshots for {} connections, the database did not answer: {}", batch.size(), e.toString());
            batch.forEach(Waiting::fail);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
