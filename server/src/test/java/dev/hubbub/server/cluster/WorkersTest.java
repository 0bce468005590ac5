package dev.hubbub.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.protocol.RoomId;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class WorkersTest {
    private static final String CONSUMER = "hubbub-workers-test";
    private final StreamFixture fixture = new StreamFixture();
    private final TestNats nats = fixture.add(TestNats.start());
    private final StreamCounters counters = new StreamCounters();
    private RoomId hallway = new RoomId(1);
    private Connection publisher;

    @BeforeEach
    void begin() throws Exception {
        publisher = fixture.connection(nats.url());
        assertThat(new StreamSetup(StreamFixture.SMALL).ensure(publisher)).isTrue();
        hallway = fixture.log.room("hallway", fixture.log.ana);
        fixture.talk(hallway, 99);
    }

    @AfterEach
    void close() throws Exception {
        fixture.end();
    }

    /// Each in a message of its own.
    private void publish(long first, long last) throws Exception {
        for (long seq = first; seq <= last; seq++) {
            StreamFixture.publish(publisher, fixture.written(hallway, seq, seq));
        }
    }

    private Workers worker(Connection on, Duration again, Work work) throws Exception {
        Workers worker = fixture.add(new Workers("test", again, () -> on, fixture.messages, counters, work));
        await().until(() -> publisher
                .jetStreamManagement()
                .getConsumerNames(StreamSetup.NAME)
                .contains(CONSUMER));
        return worker;
    }

    private Workers worker(Work work) throws Exception {
        return worker(fixture.connection(nats.url()), Duration.ofSeconds(30), work);
    }

    private static Long[] seqs(long last) {
        return LongStream.rangeClosed(1, last).boxed().toArray(Long[]::new);
    }

    @Test
    void whatFailsComesAgain() throws Exception {
        Set<Long> failed = ConcurrentHashMap.newKeySet();
        List<Long> done = new CopyOnWriteArrayList<>();
        worker(events -> {
            if (events.first() % 10 == 0 && failed.add(events.first())) {
                throw new IllegalStateException("as planned");
            }
            done.add(events.first());
        });
        publish(1, 20);
        await().untilAsserted(() -> assertThat(done).containsExactlyInAnyOrder(seqs(20)));
        assertThat(counters.failedWorkCount()).isEqualTo(2);
    }

    @Test
    void whatANodeThatDiedDidNotFinishComesToAnother() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        Connection dying = fixture.connection(nats.url());
        worker(dying, Duration.ofSeconds(1), _ -> {
            begun.incrementAndGet();
            awaitUninterruptibly(never);
        });
        publish(1, 20);
        await().until(() -> begun.get() == 16);
        dying.close();
        List<Long> done = new CopyOnWriteArrayList<>();
        worker(fixture.connection(nats.url()), Duration.ofSeconds(1), events -> done.add(events.first()));
        await().untilAsserted(() -> assertThat(done).contains(seqs(20)));
        never.countDown();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatWasSaidWhileNoNodeRanIsWorkedOnLater() throws Exception {
        worker(_ -> {}).close();
        publish(1, 10);
        List<Long> done = new CopyOnWriteArrayList<>();
        worker(events -> done.add(events.first()));
        await().untilAsserted(() -> assertThat(done).containsExactlyInAnyOrder(seqs(10)));
    }

    @Test
    void onlySoManyAreUnderWayAtOnce() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(16);
        worker(_ -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            full.countDown();
            awaitUninterruptibly(full);
            now.decrementAndGet();
            done.incrementAndGet();
        });
        publish(1, 60);
        await().until(() -> done.get() == 60);
        assertThat(most.get()).isEqualTo(16);
    }

    @Test
    void aNatsThatRestartsIsTakenUpAgain() throws Exception {
        List<Long> done = new CopyOnWriteArrayList<>();
        worker(events -> done.add(events.first()));
        publish(1, 5);
        await().until(() -> done.size() == 5);
        nats.kill();
        nats.run();
        await().until(() -> publisher.getStatus() == Connection.Status.CONNECTED);
        await().ignoreExceptions().untilAsserted(() -> {
            publish(1, 10);
            assertThat(done).containsAll(List.of(seqs(10)));
        });
    }
}
