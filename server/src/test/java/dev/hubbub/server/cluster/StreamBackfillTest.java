package dev.hubbub.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.timeline.Backfill;
import dev.hubbub.server.timeline.EncodedEvents;
import io.nats.client.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class StreamBackfillTest {
    private final StreamFixture fixture = new StreamFixture();
    private final TestNats nats = fixture.add(TestNats.start());
    private final AtomicReference<Connection> on = new AtomicReference<>();
    private final StreamCounters counters = new StreamCounters();
    private final List<String> askedOfTheLog = new ArrayList<>();
    private final Backfill log = Backfill.fromLog(fixture.log.log::range);
    private boolean away;
    // Another node than the one that published.
    private final StreamBackfill backfill =
            new StreamBackfill(() -> away ? null : on.get(), fixture.node("n2"), counters, this::recordingLog);
    private RoomId hallway = new RoomId(1);

    private Optional<EncodedEvents> recordingLog(RoomId room, long from, long to) {
        askedOfTheLog.add(from + "-" + to);
        return log.read(room, from, to);
    }

    @BeforeEach
    void talk() throws Exception {
        on.set(fixture.connection(nats.url()));
        assertThat(new StreamSetup(StreamFixture.SMALL).ensure(on.get())).isTrue();
        hallway = fixture.log.room("hallway", fixture.log.ana, fixture.log.bo);
        fixture.talk(hallway, 30);
    }

    @AfterEach
    void close() throws Exception {
        fixture.end();
    }

    private void publish(long first, long last) throws Exception {
        StreamFixture.publish(on.get(), fixture.written(hallway, first, last));
    }

    private void assertRead(long from, long to, long reached) {
        EncodedEvents read = backfill.read(hallway, from, to).orElseThrow();
        EncodedEvents logged = fixture.events(hallway, from, reached);
        assertThat(read.first()).isEqualTo(from);
        assertThat(read.last()).isEqualTo(reached);
        assertThat(read.body()).isEqualTo(logged.body());
        assertThat(read.changes()).isEqualTo(logged.changes());
    }

    @Test
    void whatTheStreamHoldsIsNotAskedOfTheLog() throws Exception {
        publish(1, 4);
        publish(5, 5);
        publish(6, 20);
        assertRead(2, 18, 18);
        assertRead(7, 9, 9);
        assertRead(1, 2, 2);
        assertThat(askedOfTheLog).isEmpty();
        assertThat(counters.readCount()).isEqualTo(17 + 3 + 2);
    }

    @Test
    void ownMessagesAreAsGoodAsOthers() throws Exception {
        StreamFixture.publish(on.get(), fixture.node("n2").write(fixture.events(hallway, 1, 4)));
        assertRead(1, 4, 4);
        assertThat(askedOfTheLog).isEmpty();
    }

    @Test
    void repairedEventsThatCameLaterAreFound() throws Exception {
        publish(1, 4);
        publish(8, 12);
        publish(5, 7);
        assertRead(3, 10, 10);
        assertThat(askedOfTheLog).isEmpty();
    }

    @Test
    void theStreamGoesAsFarAsItHasNoHole() throws Exception {
        publish(1, 4);
        publish(8, 12);
        assertRead(3, 10, 4);
        assertThat(askedOfTheLog).isEmpty();
        assertRead(5, 10, 10);
        assertThat(askedOfTheLog).containsExactly("5-10");
    }

    @Test
    void whatTheStreamNeverHeldComesFromTheLog() {
        assertRead(3, 10, 10);
        assertThat(askedOfTheLog).containsExactly("3-10");
        assertThat(counters.unreadCount()).isOne();
    }

    @Test
    void anotherEpochsMessagesAreNotTaken() throws Exception {
        RoomMessages restored = new RoomMessages("n9", "other", () -> 1 << 20);
        StreamFixture.publish(on.get(), restored.write(fixture.events(hallway, 1, 10)));
        assertRead(3, 10, 10);
        assertThat(askedOfTheLog).containsExactly("3-10");
    }

    @Test
    void withoutAStreamTheLogIsAskedAtOnce() {
        away = true;
        assertRead(3, 10, 10);
        assertThat(askedOfTheLog).containsExactly("3-10");
        assertThat(counters.unreadCount()).isZero();
    }

    @Test
    void aStreamThatHangsIsGivenUpSoonAndLeftAloneForAWhile() throws Exception {
        publish(1, 10);
        nats.freeze();
        for (int i = 0; i < 100; i++) {
            assertRead(3, 10, 10);
        }
        assertThat(askedOfTheLog).hasSize(100);
        assertThat(counters.unreadCount()).isOne();
    }

    @Test
    void readersAreGoneFromTheServerAfterwards() throws Exception {
        publish(1, 10);
        publish(11, 20);
        assertRead(3, 12, 12);
        assertRead(4, 15, 15);
        await().untilAsserted(() -> assertThat(on.get().jetStreamManagement().getConsumerNames(StreamSetup.NAME))
                .isEmpty());
    }
}
