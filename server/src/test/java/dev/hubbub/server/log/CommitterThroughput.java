package dev.hubbub.server.log;

import dev.hubbub.protocol.RoomId;
import java.util.ArrayList;
import java.util.concurrent.Semaphore;

/// Prints how many events a second one committer stores when its queue is never empty. Run its `main`.
final class CommitterThroughput {
    private static final int EVENTS = 300_000;
    private static final int ROOMS = 20;
    private static final int OPEN = 4_000;

    private CommitterThroughput() {}

    static void main() throws InterruptedException {
        try (var fixture = new LogFixture()) {
            var rooms = new ArrayList<RoomId>();
            for (int i = 0; i < ROOMS; i++) {
                rooms.add(fixture.room("room " + i, fixture.ana));
            }
            run(fixture, rooms, EVENTS / 3);
            long start = System.nanoTime();
            run(fixture, rooms, EVENTS);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("%d events in %.1f s: %.0f events/s%n", EVENTS, seconds, EVENTS / seconds);
        }
    }

    private static void run(LogFixture fixture, ArrayList<RoomId> rooms, int events) throws InterruptedException {
        var open = new Semaphore(OPEN);
        for (int i = 0; i < events; i++) {
            open.acquire();
            var draft = LogFixture.post(fixture.ana, rooms.get(i % ROOMS), "a message of some forty characters, say");
            fixture.committers().append(draft, _ -> open.release());
        }
        open.acquire(OPEN);
    }
}
