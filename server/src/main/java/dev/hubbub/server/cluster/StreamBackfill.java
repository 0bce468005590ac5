package dev.hubbub.server.cluster;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.timeline.Backfill;
import dev.hubbub.server.timeline.EncodedEvents;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gets a timeline what it misses from the stream, so that the database need not be asked. Whatever the stream
/// does not have, or not at once, comes from the log after all. Safe for any thread; blocks, but only for a
/// moment.
///
/// What is missed came a moment ago, mostly, so the stream is read from a little while back, and then from
/// further; what is older is the log's.
final class StreamBackfill implements Backfill {
    private static final Logger LOG = LoggerFactory.getLogger(StreamBackfill.class);
    private static final List<Duration> LOOKS_BACK = List.of(Duration.ofSeconds(3), Duration.ofSeconds(60));
    /// Of many gaps at once the others go to the log: readers cost NATS more than rows cost the database.
    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofMillis(250);
    /// After it was slow or failed, the stream is left alone for so long.
    private static final long REST = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST_MESSAGES = 2_000;

    private final Supplier<@Nullable Connection> connected;
    private final RoomMessages messages;
    private final StreamCounters counters;
    private final Backfill log;
    private final Semaphore permits = new Semaphore(AT_ONCE);
    private volatile long restUntil = System.nanoTime();

    /// @param connected null while the stream is not to be asked
    /// @param log whatever the stream does not have
    StreamBackfill(
            Supplier<@Nullable Connection> connected, RoomMessages messages, StreamCounters counters, Backfill log) {
        this.connected = connected;
        this.messages = messages;
        this.counters = counters;
        this.log = log;
    }

    @Override
    public Optional<EncodedEvents> read(RoomId room, long from, long to) {
        Optional<EncodedEvents> stored = stored(room, from, to);
        return stored.isPresent() ? stored : log.read(room, from, to);
    }

    private Optional<EncodedEvents> stored(RoomId room, long from, long to) {
        Connection on = connected.get();
        if (on == null || System.nanoTime() - restUntil < 0 || !permits.tryAcquire()) {
            return Optional.empty();
        }
        try {
            Optional<EncodedEvents> found = read(on, room, from, to);
            found.ifPresentOrElse(events -> counters.read(events.count()), counters::notRead);
            return found;
        } catch (IOException | JetStreamApiException | RuntimeException e) {
            rest(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            permits.release();
        }
        return Optional.empty();
    }

    private void rest(Exception e) {
        counters.notRead();
        restUntil = System.nanoTime() + REST;
        LOG.debug("the stream is not asked for a while", e);
    }

    private Optional<EncodedEvents> read(Connection on, RoomId room, long from, long to)
            throws IOException, JetStreamApiException, InterruptedException {
        String subject = RoomMessages.subject(room);
        Optional<StreamReader.Newest> last = StreamReader.last(on, subject, PATIENCE);
        if (last.isEmpty()) {
            return Optional.empty();
        }
        Joined newest = new Joined(from, to);
        messages.readStored(last.get().message()).ifPresent(newest::add);
        Optional<EncodedEvents> found = newest.asFarAsItGoes();
        Instant now = Instant.now();
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Duration back : LOOKS_BACK) {
            Instant since = now.minus(back);
            if (found.isEmpty() && !last.get().time().isBefore(since) && System.nanoTime() - end < 0) {
                Gathering gathering = new Gathering(from, to, end);
                StreamReader.room(on, subject, since, PATIENCE, gathering::take);
                found = gathering.joined.asFarAsItGoes();
            }
        }
        return found;
    }

    /// What one look found. Confined to its thread.
    private final class Gathering {
        private final Joined joined;
        private final long from;
        private final long end;
        private int seen;

        Gathering(long from, long to, long end) {
            this.from = from;
            this.end = end;
            joined = new Joined(from, to);
        }

        /// False if there is no use in going on.
        boolean take(Message message) {
            Optional<EncodedEvents> events = messages.readStored(NatsSubscription.message(message));
            if (seen++ == 0 && events.isPresent() && events.get().first() > from) {
                // It was before this look's time.
                return false;
            }
            events.ifPresent(joined::add);
            return !joined.isWhole() && seen < MOST_MESSAGES && System.nanoTime() - end < 0;
        }
    }
}
