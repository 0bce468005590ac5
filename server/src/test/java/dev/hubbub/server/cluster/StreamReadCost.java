package dev.hubbub.server.cluster;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.timeline.Backfill;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Measures what a missed stretch costs, out of the stream and out of the database: not a test, but what the
/// figures of docs/decisions/0037-catching-up-from-the-stream.md came from. Wants the machine for itself.
final class StreamReadCost {
    private static final int ROOMS = 50;
    private static final int EVENTS = 200;
    private static final int READS = 300;

    private final StreamFixture fixture = new StreamFixture();
    private final List<RoomId> rooms = new ArrayList<>();
    private final StreamCounters counters = new StreamCounters();

    private StreamReadCost() {}

    public static void main(String[] args) throws Exception {
        new StreamReadCost().measure();
    }

    private void measure() throws Exception {
        TestNats nats = fixture.add(TestNats.start());
        Connection on = fixture.connection(nats.url());
        new StreamSetup(StreamFixture.SMALL).ensure(on);
        for (int i = 0; i < ROOMS; i++) {
            rooms.add(fixture.log.room("room " + i, fixture.log.ana));
            fixture.talk(rooms.getLast(), EVENTS - 1);
        }
        Backfill log = Backfill.fromLog(fixture.log.log::range);
        Backfill stream = new StreamBackfill(() -> on, fixture.messages, counters, (_, _, _) -> Optional.empty());
        for (int round = 0; round < 3; round++) {
            // Else they are older than what the stream is asked for.
            say(on);
            System.out.println("round " + round);
            for (int threads : List.of(1, 4)) {
                report("the newest event, " + threads + " at once", threads, log, stream, EVENTS, EVENTS);
                report("20 of the middle, " + threads + " at once", threads, log, stream, 100, 119);
                report("all 200, " + threads + " at once", threads, log, stream, 1, EVENTS);
            }
        }
        System.out.printf("read %d, not read %d%n", counters.readCount(), counters.unreadCount());
        fixture.end();
    }

    /// In messages of 4, those of all rooms among each other.
    private void say(Connection on) throws Exception {
        on.jetStreamManagement().purgeStream(StreamSetup.NAME);
        for (long first = 1; first <= EVENTS; first += 4) {
            for (RoomId room : rooms) {
                for (BusMessage message : fixture.written(room, first, first + 3)) {
                    var headers = new Headers();
                    message.headers().forEach(headers::put);
                    headers.remove(RoomMessages.ID);
                    on.publish(message.subject(), headers, message.body());
                }
            }
        }
        on.flush(Duration.ofSeconds(5));
    }

    private void report(String what, int threads, Backfill log, Backfill stream, long from, long to) throws Exception {
        System.out.printf(
                "%-32s  database %s   stream %s%n", what, run(threads, log, from, to), run(threads, stream, from, to));
    }

    private String run(int threads, Backfill source, long from, long to) throws Exception {
        long[] nanos = new long[READS];
        long cpu = busyMillis();
        long begin = System.nanoTime();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Integer>> parts = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int part = t;
                parts.add(() -> part(nanos, part, threads, source, from, to));
            }
            int missed = 0;
            for (Future<Integer> done : pool.invokeAll(parts)) {
                missed += done.get();
            }
            Arrays.sort(nanos);
            return "p50 %5.2f ms, p99 %6.2f, %5.2f ms CPU, %5d/s%s"
                    .formatted(
                            nanos[READS / 2] / 1e6,
                            nanos[READS * 99 / 100] / 1e6,
                            (double) (busyMillis() - cpu) / READS,
                            READS * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - begin),
                            missed == 0 ? "" : " MISSED " + missed);
        }
    }

    private int part(long[] nanos, int part, int threads, Backfill source, long from, long to) {
        int missed = 0;
        for (int i = part; i < READS; i += threads) {
            long begin = System.nanoTime();
            boolean all = source.read(rooms.get(i % ROOMS), from, to)
                    .filter(events -> events.last() == to)
                    .isPresent();
            nanos[i] = System.nanoTime() - begin;
            missed += all ? 0 : 1;
        }
        return missed;
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
