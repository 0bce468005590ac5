package dev.hubbub.server.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes down what was done, as a line of the log at once and as a row soon. Safe for any thread; never makes one
/// wait for the database. What finds no room is in the log all the same, is counted, and is owned up to by a row of
/// its own.
public final class Audit implements AutoCloseable {
    private static final Logger LINES = LoggerFactory.getLogger("audit");
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_AT_ONCE = 500;
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final AuditEntry WAKE_UP =
            new AuditEntry(new UUID(0, 0), Instant.EPOCH, AuditEvent.of(Action.ENTRIES_LOST));
    private static final long FIRST_PAUSE_MS = 500;
    private static final long LONGEST_PAUSE_MS = 15_000;

    private final Consumer<List<AuditEntry>> store;
    private final InstantSource clock;
    private final BlockingQueue<AuditEntry> waiting;
    private final AtomicLong lost = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread writer;
    private long lossesTold;

    /// @param store blocks, throws if it could not, and stores an entry once however often it is given it
    public Audit(Consumer<List<AuditEntry>> store, InstantSource clock) {
        this(store, clock, MOST_WAITING);
    }

    Audit(Consumer<List<AuditEntry>> store, InstantSource clock, int mostWaiting) {
        this.store = store;
        this.clock = clock;
        waiting = new ArrayBlockingQueue<>(mostWaiting);
        writer = Thread.ofVirtual().name("audit").start(this::run);
    }

    public void record(AuditEvent event) {
        AuditEntry entry = entry(event);
        if (closing.getCount() > 0 && waiting.offer(entry)) {
            LINES.info("{}", entry.line());
        } else {
            lost.incrementAndGet();
            LINES.error("{} (this line only: it cannot be stored)", entry.line());
        }
    }

    /// How many entries have found no room since the start.
    public long lost() {
        return lost.get();
    }

    /// How many are not stored yet, those being stored not counted.
    public int waiting() {
        return waiting.size();
    }

    private AuditEntry entry(AuditEvent event) {
        return new AuditEntry(UUID.randomUUID(), clock.instant(), event);
    }

    private void run() {
        List<AuditEntry> batch = new ArrayList<>();
        try {
            while (take(batch)) {
                write(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            LOG.error("The audit log is not stored any more", e);
        }
    }

    /// False once there is nothing more and never will be.
    private boolean take(List<AuditEntry> batch) throws InterruptedException {
        while (batch.isEmpty()) {
            boolean last = closing.getCount() == 0;
            AuditEntry first = last ? waiting.poll() : waiting.take();
            if (first == null) {
                return false;
            }
            batch.add(first);
            waiting.drainTo(batch, MOST_AT_ONCE - 1);
            batch.remove(WAKE_UP);
        }
        long now = lost.get();
        if (now > lossesTold) {
            batch.add(entry(AuditEvent.of(Action.ENTRIES_LOST).with("entries", now - lossesTold)));
            lossesTold = now;
        }
        return true;
    }

    private void write(List<AuditEntry> batch) throws InterruptedException {
        for (long pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
            try {
                store.accept(batch);
                return;
            } catch (RuntimeException e) {
                if (closing.getCount() == 0) {
                    LOG.error("{} entries of the audit log stay unstored; their lines are in the log", batch.size(), e);
                    return;
                }
                LOG.warn("The audit log waits for the database: {}", e.getMessage());
            }
            boolean _ = closing.await(pause, TimeUnit.MILLISECONDS);
        }
    }

    /// Stores what waits, in bounded time.
    @Override
    public void close() {
        closing.countDown();
        // If there is no room for it, the writer does not sleep.
        boolean _ = waiting.offer(WAKE_UP);
        try {
            if (!writer.join(LAST_WORDS) || !waiting.isEmpty()) {
                LOG.error("{} entries of the audit log stay unstored; their lines are in the log", waiting.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
