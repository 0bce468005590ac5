package dev.hubbub.server.cluster;

import dev.hubbub.server.timeline.EncodedEvents;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's share of one kind of work, which the nodes have in common: a durable consumer of the stream
/// remembers what was done, also while no node runs. A virtual thread of its own asks for messages, as many as
/// there is room for; each is worked on by another, and acknowledged when that is done.
///
/// A node that dies, or hangs for longer than [#again], leaves its messages to the others.
final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final String GROUP = "hubbub-workers";
    private static final int AT_ONCE = 16;
    private static final long AT_ONCE_EVERYWHERE = 256;
    private static final Duration ASK = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 9;

    private final String name;
    private final Duration again;
    private final Supplier<@Nullable Connection> connected;
    private final RoomMessages messages;
    private final StreamCounters counters;
    private final Work work;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final SparseLog failed = new SparseLog(LOG);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    /// @param name of the kind of work: letters, digits and hyphens; each kind has a memory of its own
    /// @param again when a message that nobody acknowledged is given to somebody else
    /// @param connected null while there is no stream
    Workers(
            String name,
            Duration again,
            Supplier<@Nullable Connection> connected,
            RoomMessages messages,
            StreamCounters counters,
            Work work) {
        this.name = GROUP + "-" + name;
        this.again = again;
        this.connected = connected;
        this.messages = messages;
        this.counters = counters;
        this.work = work;
        thread = Thread.ofVirtual().name(this.name).start(this::run);
    }

    private void run() {
        while (ended.getCount() > 0) {
            try {
                Connection on = connected.get();
                if (on == null) {
                    pause();
                } else {
                    serve(on);
                }
            } catch (IOException | JetStreamApiException | RuntimeException e) {
                failed.warn(name + " cannot read the stream, trying again", e);
                pause();
            } catch (InterruptedException _) {
                // Only to see that it ends.
            }
        }
    }

    private void pause() {
        try {
            var _ = ended.await(ASK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            // Only to see that it ends.
        }
    }

    /// For as long as this connection is the one.
    private void serve(Connection on) throws IOException, JetStreamApiException, InterruptedException {
        JetStreamSubscription subscription =
                on.jetStream(StreamSetup.PATIENT).subscribe(StreamSetup.SUBJECTS, options());
        try {
            while (ended.getCount() > 0 && on.equals(connected.get())) {
                if (!room.tryAcquire(ASK.toMillis(), TimeUnit.MILLISECONDS)) {
                    continue;
                }
                int free = 1 + room.drainPermits();
                int taken = 0;
                try {
                    for (Message message : subscription.fetch(free, ASK)) {
                        taken++;
                        Thread.startVirtualThread(() -> take(message));
                    }
                } finally {
                    room.release(free - taken);
                }
            }
        } finally {
            if (subscription.isActive()) {
                subscription.unsubscribe();
            }
        }
    }

    /// Makes the consumer, or takes the one that another node made.
    private PullSubscribeOptions options() {
        ConsumerConfiguration consumer = ConsumerConfiguration.builder()
                .durable(name)
                .deliverPolicy(DeliverPolicy.New)
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(again)
                .maxAckPending(AT_ONCE_EVERYWHERE)
                .build();
        return PullSubscribeOptions.builder().stream(StreamSetup.NAME)
                .configuration(consumer)
                .build();
    }

    private void take(Message message) {
        try {
            Optional<EncodedEvents> events = messages.readStored(NatsSubscription.message(message));
            events.ifPresent(work::did);
            message.ack();
            counters.worked(events.map(EncodedEvents::count).orElse(0));
        } catch (RuntimeException e) {
            counters.workFailed();
            failed.warn(name + " failed, and tries again", e);
            refuse(message);
        } finally {
            room.release();
        }
    }

    private void refuse(Message message) {
        try {
            long tries = message.metaData().deliveredCount();
            long millis = 1_000L << Math.min(tries - 1, DOUBLINGS);
            message.nakWithDelay(Math.min(millis, LONGEST_PAUSE.toMillis()));
        } catch (RuntimeException e) {
            LOG.debug("not connected: it comes again by itself", e);
        }
    }

    /// What is being worked on goes on for a moment; what is not acknowledged then is somebody else's.
    ///
    /// The thread is not interrupted: NATS would go on giving messages to a question that nobody took back, and
    /// they would wait until [#again].
    @Override
    public void close() {
        ended.countDown();
        try {
            thread.join();
            var _ = room.tryAcquire(AT_ONCE, ASK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
