package dev.hubbub.server.cluster;

import dev.hubbub.protocol.Event;
import dev.hubbub.server.db.CommitTimes;
import dev.hubbub.server.db.Settings;
import dev.hubbub.server.db.Stretch;
import dev.hubbub.server.log.CommittedBatch;
import dev.hubbub.server.timeline.EncodedEvents;
import dev.hubbub.server.timeline.Timelines.LogReader;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares what was committed lately with what the stream holds, and publishes what it lacks from the log:
/// what a crash kept from being published, what was thrown away while NATS was away, and what NATS itself lost.
/// Blocks; one at a time.
///
/// How far that was done all nodes know from the database, so that one does it for all. Several at once would
/// only do it twice. Repaired events come into the stream behind later ones, and what came twice may stand
/// there twice: whoever reads the stream goes by seq.
final class StreamCheck {
    static final String MARK = "stream_checked";
    /// What was committed this long ago was published by now, or it never will be.
    static final Duration GRACE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(StreamCheck.class);
    /// What clocks may differ, and how long a commit may take.
    private static final Duration SLACK = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int PAGE = 200;
    // Some 4,000 events a second: a day's worth must not drown who is talking.
    private static final long PAUSE_PER_MESSAGE = TimeUnit.MILLISECONDS.toNanos(4);
    private static final long PAUSE_PER_EVENT = TimeUnit.MICROSECONDS.toNanos(230);

    private final CommitTimes committed;
    private final LogReader log;
    private final Settings marks;
    private final RoomMessages messages;
    private final StreamCounters counters;
    private final String epoch;
    private final Duration age;
    private final InstantSource clock;

    StreamCheck(StreamSource source, RoomMessages messages, StreamCounters counters, Duration age) {
        committed = source.committed();
        log = source.log();
        marks = source.marks();
        epoch = source.epoch();
        clock = source.clock();
        this.messages = messages;
        this.counters = counters;
        this.age = age;
    }

    Instant now() {
        return clock.instant();
    }

    /// Does nothing if some node did it for all that was committed before `since`.
    void run(Connection on, Instant since) throws IOException, JetStreamApiException, InterruptedException {
        Instant now = clock.instant();
        Optional<Instant> mark = mark();
        if (mark.isPresent() && !mark.get().isBefore(since)) {
            return;
        }
        Instant oldest = now.minus(age);
        Instant from = mark.orElse(now).minus(SLACK);
        Instant until = now.minus(GRACE);
        if (repair(on, from.isBefore(oldest) ? oldest : from, until)) {
            marks.put(MARK, epoch + " " + until.toEpochMilli());
        }
        counters.checked();
    }

    /// Up to when all that was committed is known to be in the stream. Empty at first, and after the log was
    /// taken back to an earlier time: what stood in it then is nobody's news.
    private Optional<Instant> mark() {
        return marks.find(MARK)
                .map(text -> text.split(" ", -1))
                .filter(parts -> parts.length == 2 && parts[0].equals(epoch))
                .map(parts -> Instant.ofEpochMilli(Long.parseLong(parts[1])));
    }

    /// Whether nothing is missing any more.
    private boolean repair(Connection on, Instant from, Instant until)
            throws IOException, JetStreamApiException, InterruptedException {
        // In this order: what is read there first has had the time to come here.
        List<Stretch> wanted = committed.between(from, until);
        if (wanted.isEmpty()) {
            return true;
        }
        Coverage there = new Coverage();
        StreamReader.headers(on, from.minus(SLACK), PATIENCE, message -> {
            messages.stretch(NatsSubscription.headers(message)).ifPresent(there::add);
            return true;
        });
        boolean all = true;
        long before = counters.repairedCount();
        for (Stretch stretch : wanted) {
            for (Stretch hole : there.missing(stretch)) {
                all &= publish(on, hole);
            }
        }
        long repaired = counters.repairedCount() - before;
        if (repaired > 0) {
            LOG.info("{} events that JetStream lacked were published again, from the log", repaired);
        }
        return all;
    }

    /// False if some of it is to be looked at again.
    private boolean publish(Connection on, Stretch hole)
            throws IOException, JetStreamApiException, InterruptedException {
        boolean all = true;
        long next = hole.first();
        while (next <= hole.last()) {
            List<Event> page = log.range(hole.room(), next, (int) Math.min(PAGE, hole.last() - next + 1));
            if (page.isEmpty()) {
                return false;
            }
            EncodedEvents events = EncodedEvents.of(new CommittedBatch(hole.room(), page));
            for (BusMessage message : messages.write(events)) {
                all &= publish(on, message);
            }
            next = events.last() + 1;
        }
        return all;
    }

    private boolean publish(Connection on, BusMessage message)
            throws IOException, JetStreamApiException, InterruptedException {
        Headers headers = new Headers();
        message.headers().forEach(headers::put);
        boolean repeated = on.jetStream(StreamSetup.PATIENT)
                .publish(message.subject(), headers, message.body())
                .isDuplicate();
        int events = Integer.parseInt(message.headers().getOrDefault(RoomMessages.COUNT, "0"));
        if (!repeated) {
            counters.repaired(events);
        }
        LockSupport.parkNanos(PAUSE_PER_MESSAGE + events * PAUSE_PER_EVENT);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        // It came there meanwhile by itself, though not necessarily all of it.
        return !repeated;
    }
}
