package dev.hubbub.server.timeline;

import dev.hubbub.server.timeline.Timeline.Gap;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gets timelines what they miss, one task for each that misses something. Safe for any thread.
///
/// It waits a moment first: most of what is missing overtook each other on the bus, and comes by itself.
final class Seeker implements Consumer<Timeline>, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Seeker.class);
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long FIRST_RETRY = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LAST_RETRY = TimeUnit.SECONDS.toNanos(5);

    private final Backfill backfill;
    private final Executor later;
    private final TimelineCounts counts;
    private volatile boolean closed;

    Seeker(Backfill backfill, Executor later, TimelineCounts counts) {
        this.counts = counts;
        this.backfill = backfill;
        this.later = later;
    }

    /// On a virtual thread, which costs next to nothing while it waits.
    static void aMomentLater(Runnable task) {
        Thread.startVirtualThread(() -> {
            LockSupport.parkNanos(MOMENT);
            task.run();
        });
    }

    /// Called by a timeline that misses something, under its monitor.
    @Override
    public void accept(Timeline timeline) {
        if (!closed) {
            later.execute(() -> seek(timeline));
        }
    }

    private void seek(Timeline timeline) {
        long pause = FIRST_RETRY;
        Optional<Gap> gap = timeline.missing();
        // What was missed when it came here is asked for at once, one gap after the other.
        while (gap.isPresent() && !closed) {
            EncodedEvents found = read(timeline, gap.get());
            if (found == null) {
                LockSupport.parkNanos(pause);
                pause = Math.min(LAST_RETRY, pause * 2);
            } else {
                // If not, it retired, and nothing is missing either.
                if (timeline.offer(found)) {
                    counts.repaired(found.count());
                }
                pause = FIRST_RETRY;
            }
            gap = timeline.missing();
        }
    }

    /// Null if it was not to be had, this time.
    private @Nullable EncodedEvents read(Timeline timeline, Gap gap) {
        try {
            Optional<EncodedEvents> found = backfill.read(timeline.room(), gap.from(), gap.to());
            if (found.isPresent()
                    && found.get().first() <= gap.from()
                    && gap.from() <= found.get().last()) {
                return found.get();
            }
            log.warn(
                    "room {} lacks events {} to {} in the log, which were announced; asking again",
                    timeline.room(),
                    gap.from(),
                    gap.to());
        } catch (RuntimeException e) {
            log.warn(
                    "events {} to {} of room {} cannot be read, trying again: {}",
                    gap.from(),
                    gap.to(),
                    timeline.room(),
                    e.toString());
        }
        return null;
    }

    @Override
    public void close() {
        closed = true;
    }
}
