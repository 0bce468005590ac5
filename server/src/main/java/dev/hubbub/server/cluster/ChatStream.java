package dev.hubbub.server.cluster;

import dev.hubbub.server.cluster.ClusterBus.State;
import dev.hubbub.server.cluster.ClusterBus.Watcher;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.timeline.Backfill;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What JetStream keeps of what is said. It captures what nodes publish by itself; this sees to it that the
/// stream is there and lacks nothing, with a virtual thread of its own. A NATS without JetStream holds nobody
/// up.
///
/// The comparison with the log happens after a start, after NATS was away, when somebody asks for it, and about
/// every minute, by one node for all of them.
public final class ChatStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChatStream.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofSeconds(5);
    /// Work that takes longer is begun anew, elsewhere perhaps.
    private static final Duration REDELIVERY = Duration.ofMinutes(1);
    private static final long JITTER_MILLIS = 2_000;

    private final NatsBus bus;
    private final StreamSetup setup;
    private final StreamCheck check;
    private final RoomMessages messages;
    private final StreamCounters counters;
    private final Duration settle;
    private final SparseLog failed = new SparseLog(LOG);
    private final Semaphore asked = new Semaphore(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private final List<Workers> workers = new CopyOnWriteArrayList<>();
    private volatile boolean there;

    private ChatStream(
            NatsBus bus, StreamSettings settings, RoomMessages messages, StreamSource source, Duration settle) {
        this.bus = bus;
        this.messages = messages;
        this.settle = settle;
        counters = new StreamCounters();
        setup = new StreamSetup(settings);
        check = new StreamCheck(source, messages, counters, settings.age());
        thread = Thread.ofVirtual().name("stream").unstarted(this::run);
    }

    /// Returns at once.
    public static ChatStream start(NatsBus bus, StreamSettings settings, RoomMessages messages, Database database) {
        return start(bus, settings, messages, StreamSource.of(database, Clock.systemUTC()), StreamCheck.GRACE);
    }

    /// @param settle how long to wait before it is compared: what is on its way has arrived then
    static ChatStream start(
            NatsBus bus, StreamSettings settings, RoomMessages messages, StreamSource source, Duration settle) {
        ChatStream stream = new ChatStream(bus, settings, messages, source, settle);
        bus.watch(stream.new Return());
        stream.thread.start();
        return stream;
    }

    private final class Return implements Watcher {
        @Override
        public void changed(State now) {
            if (now == State.CONNECTED) {
                check();
            }
        }

        @Override
        public void missed() {
            // By this node, not by the stream.
        }
    }

    /// Somebody may not have published what he committed: a node is gone, say. Never blocks.
    public void check() {
        asked.release();
    }

    public StreamCounters counters() {
        return counters;
    }

    /// Whether there is one that can be used, as far as this node knows.
    public boolean isThere() {
        return there && bus.state() == State.CONNECTED;
    }

    /// Asks the stream first.
    ///
    /// @param log has everything, and is asked for whatever the stream does not give
    public Backfill backfill(Backfill log) {
        return new StreamBackfill(this::usable, messages, counters, log);
    }

    /// Has a kind of work done, by this node or another that has it done too.
    ///
    /// @param kind letters, digits and hyphens; the nodes' memory of what was done goes by it, and is there
    ///     until somebody deletes the consumer `hubbub-workers-<kind>`
    public void work(String kind, Work work) {
        workers.add(new Workers(kind, REDELIVERY, this::usable, messages, counters, work));
    }

    private @Nullable Connection usable() {
        return there ? bus.link().connected() : null;
    }

    private void run() {
        Duration pause = EVERY;
        while (ended.getCount() > 0) {
            try {
                boolean now = asked.tryAcquire(around(pause), TimeUnit.MILLISECONDS);
                asked.drainPermits();
                // By the clock, some other node did it within this time.
                Instant since = check.now().minus(now ? Duration.ZERO : EVERY.dividedBy(2));
                pause = turn(since) ? EVERY : RETRY;
            } catch (InterruptedException _) {
                // Only to see that it ends.
            }
        }
    }

    /// Different for each node, so that mostly one finds it to be done.
    private static long around(Duration pause) {
        long millis = pause.toMillis();
        return ThreadLocalRandom.current().nextLong(millis * 3 / 4, millis * 5 / 4);
    }

    /// False if it is to be tried again soon.
    private boolean turn(Instant since) throws InterruptedException {
        try {
            Connection on = bus.link().connected();
            // Else this is asked for again as soon as it is there.
            if (on != null) {
                there = setup.ensure(on);
                if (there && !endsWithin(settle)) {
                    check.run(on, since);
                }
            }
            return true;
        } catch (IOException | JetStreamApiException | RuntimeException e) {
            if (ended.getCount() == 0) {
                return false;
            }
            counters.checkFailed();
            failed.warn("the stream was not compared with the log, trying again", e);
            LOG.debug("the stream was not compared with the log", e);
            return false;
        }
    }

    private boolean endsWithin(Duration time) throws InterruptedException {
        long jitter = time.isZero() ? 0 : ThreadLocalRandom.current().nextLong(JITTER_MILLIS);
        return ended.await(time.toMillis() + jitter, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        workers.forEach(Workers::close);
        ended.countDown();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
