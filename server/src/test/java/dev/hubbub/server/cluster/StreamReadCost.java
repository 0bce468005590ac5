package dev.hubbub.server.cluster;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.timeline.Backfill;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Measures what it costs a node to catch up on 10,000 events, out of the stream and out of the database: no
/// test, but what to look at besides docs/decisions/0037-catching-up-from-the-stream.md. Wants the machine for
/// itself:
/// `mvn -pl server -am test -Dtest=StreamReadCost -Dtest.excludedGroups= -Dsurefire.failIfNoSpecifiedTests=false`
@Tag("soak")
final class StreamReadCost {
    private static final int ROOMS = 100;
    private static final int EVENTS = 100;
    private static final int PER_MESSAGE = 4;
    private static final int ROUNDS = 5;

    private final StreamFixture fixture = new StreamFixture();
    private final List<RoomId> rooms = new ArrayList<>();
    private final StreamCounters counters = new StreamCounters();

    private record Cost(double millis, double cpuMillis, int missed) {
        @Override
        public String toString() {
            return "%,6.0f ms, %,6.0f ms CPU%s".formatted(millis, cpuMillis, missed == 0 ? "" : ", MISSED " + missed);
        }
    }

    @AfterEach
    void close() throws Exception {
        fixture.end();
    }

    @Test
    void measure() throws Exception {
        TestNats nats = fixture.add(TestNats.start());
        Connection on = fixture.connection(nats.url());
        new StreamSetup(StreamFixture.SMALL).ensure(on);
        for (int i = 0; i < ROOMS; i++) {
            rooms.add(fixture.log.room("room " + i, fixture.log.ana));
            fixture.talk(rooms.getLast(), EVENTS - 1);
        }
        Backfill log = Backfill.fromLog(fixture.log.log::range);
        Backfill stream = new StreamBackfill(() -> on, fixture.messages, counters, (_, _, _) -> Optional.empty());
        for (int round = 1; round <= ROUNDS; round++) {
            for (int threads : List.of(1, 4)) {
                // Else they are older than what the stream is asked for.
                publish(on);
                Cost database = catchUp(threads, log);
                Cost jetStream = catchUp(threads, stream);
                System.out.printf(
                        "round %d, %d at once: database %s; stream %s; %.1f times the time, %.1f times the CPU%n",
                        round,
                        threads,
                        database,
                        jetStream,
                        jetStream.millis() / database.millis(),
                        jetStream.cpuMillis() / database.cpuMillis());
            }
        }
    }

    /// Those of all rooms among each other.
    private void publish(Connection on) throws Exception {
        on.jetStreamManagement().purgeStream(StreamSetup.NAME);
        for (long first = 1; first <= EVENTS; first += PER_MESSAGE) {
            for (RoomId room : rooms) {
                for (BusMessage message : fixture.written(room, first, first + PER_MESSAGE - 1)) {
                    Headers headers = new Headers();
                    message.headers().forEach(headers::put);
                    headers.remove(RoomMessages.ID);
                    on.publish(message.subject(), headers, message.body());
                }
            }
        }
        on.flush(Duration.ofSeconds(5));
    }

    private Cost catchUp(int threads, Backfill source) throws Exception {
        long cpu = busyMillis();
        long begin = System.nanoTime();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Integer>> reads = new ArrayList<>();
            rooms.forEach(room -> reads.add(() -> missed(source, room)));
            int missed = 0;
            for (Future<Integer> read : pool.invokeAll(reads)) {
                missed += read.get();
            }
            double millis = (double) (System.nanoTime() - begin) / TimeUnit.MILLISECONDS.toNanos(1);
            return new Cost(millis, busyMillis() - cpu, missed);
        }
    }

    private static int missed(Backfill source, RoomId room) {
        return source.read(room, 1, EVENTS)
                .map(events -> EVENTS - (int) events.last())
                .orElse(EVENTS);
    }

    /// Of all processes: this one, PostgreSQL and NATS.
    private static long busyMillis() throws Exception {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            String[] all = lines.findFirst().orElseThrow().split(" +", -1);
            long ticks = Long.parseLong(all[1]) + Long.parseLong(all[2]) + Long.parseLong(all[3]);
            return ticks * 10;
        }
    }
}
