package dev.hubbub.server.cluster;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.db.CommitTimes;
import dev.hubbub.server.db.Settings;
import dev.hubbub.server.db.TestPostgres;
import dev.hubbub.server.log.AppendResult;
import dev.hubbub.server.log.CommittedBatch;
import dev.hubbub.server.log.LogFixture;
import dev.hubbub.server.timeline.EncodedEvents;
import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.impl.Headers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// A log with people who talk, a NATS with JetStream, and a bus between them; what is committed is published
/// only if a test says so. The database is the same for all, without the rooms of the test before.
final class StreamFixture {
    static final StreamSettings SMALL = new StreamSettings(Duration.ofHours(2), 20L << 20, 1, Duration.ofSeconds(60));

    final LogFixture log = Shared.LOG;
    final RoomMessages messages = node("n1");
    private final List<AutoCloseable> opened = new ArrayList<>();

    /// Making a database takes a second; ends with the JVM.
    private static final class Shared {
        static final LogFixture LOG = new LogFixture();
    }

    StreamFixture() {
        TestPostgres.execute(
                log.settings.jdbcUrl(),
                "TRUNCATE rooms CASCADE; DELETE FROM settings WHERE key = '" + StreamCheck.MARK + "'");
    }

    RoomMessages node(String name) {
        return new RoomMessages(name, log.database.epoch(), () -> 1 << 20);
    }

    /// Closed in the end.
    <T extends AutoCloseable> T add(T part) {
        opened.add(part);
        return part;
    }

    NatsBus bus(String urls) {
        return add(NatsBus.start(NatsSettings.at(urls)));
    }

    Connection connection(String urls) throws Exception {
        return add(Nats.connect(urls));
    }

    /// As it is seen after so long, so that no test has to wait for what was committed to be old enough.
    StreamSource later(Duration time) {
        return new StreamSource(
                new CommitTimes(log.database, 100_000),
                log.log::range,
                new Settings(log.database),
                log.database.epoch(),
                Clock.offset(Clock.systemUTC(), time));
    }

    ChatStream stream(NatsBus bus, StreamSettings settings) {
        return add(ChatStream.start(bus, settings, messages, later(Duration.ofSeconds(10)), Duration.ZERO));
    }

    /// Commits `count` messages of ana.
    void talk(RoomId room, int count) {
        List<CompletableFuture<AppendResult>> answers = IntStream.range(0, count)
                .mapToObj(i -> log.append(LogFixture.post(log.ana, room, "message " + i)))
                .toList();
        for (CompletableFuture<AppendResult> answer : answers) {
            if (!(answer.orTimeout(30, TimeUnit.SECONDS).join() instanceof AppendResult.Committed)) {
                throw new AssertionError(answer);
            }
        }
    }

    /// As nodes do, but returns once it is in the stream.
    static void publish(Connection on, List<BusMessage> messages) throws Exception {
        for (BusMessage message : messages) {
            Headers headers = new Headers();
            message.headers().forEach(headers::put);
            on.jetStream().publish(message.subject(), headers, message.body());
        }
    }

    EncodedEvents events(RoomId room, long first, long last) {
        return EncodedEvents.of(new CommittedBatch(room, log.log.range(room, first, (int) (last - first + 1))));
    }

    List<BusMessage> written(RoomId room, long first, long last) {
        return messages.write(events(room, first, last));
    }

    /// Each seq that the stream holds of the room, as an outsider reads it.
    SortedSet<Long> stored(Connection on, RoomId room) throws Exception {
        SortedSet<Long> seqs = new TreeSet<>();
        for (Message message : all(on, RoomMessages.subject(room))) {
            Map<String, String> headers = NatsSubscription.headers(message);
            messages.stretch(headers).ifPresent(stretch -> {
                for (long seq = stretch.first(); seq <= stretch.last(); seq++) {
                    seqs.add(seq);
                }
            });
        }
        return seqs;
    }

    static List<Message> all(Connection on, String subject) throws Exception {
        List<Message> all = new ArrayList<>();
        JetStreamSubscription reading = on.jetStream()
                .subscribe(
                        subject,
                        PushSubscribeOptions.builder().stream(StreamSetup.NAME)
                                .ordered(true)
                                .build());
        long pending = reading.getConsumerInfo().getCalculatedPending();
        while (pending > 0) {
            Message message = reading.nextMessage(Duration.ofSeconds(5));
            all.add(message);
            pending = message.metaData().pendingCount();
        }
        reading.unsubscribe();
        return all;
    }

    void end() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }
}
