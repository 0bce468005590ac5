package dev.hubbub.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.cluster.ClusterBus.State;
import dev.hubbub.server.db.Settings;
import dev.hubbub.server.db.Stretch;
import io.nats.client.Connection;
import io.nats.client.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class StreamRepairTest {
    private final StreamFixture fixture = new StreamFixture();
    private final TestNats nats = fixture.add(TestNats.start());
    private final StreamCounters counters = new StreamCounters();

    @AfterEach
    void close() throws Exception {
        fixture.end();
    }

    private Connection nats() throws Exception {
        Connection connection = fixture.connection(nats.url());
        assertThat(new StreamSetup(StreamFixture.SMALL).ensure(connection)).isTrue();
        return connection;
    }

    private StreamCheck check(Duration later) {
        return new StreamCheck(fixture.later(later), fixture.messages, counters, StreamFixture.SMALL.age());
    }

    private StreamCheck check() {
        return check(Duration.ofSeconds(10));
    }

    private static List<Long> seqs(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void whatACrashKeptFromBeingPublishedIsPublishedFromTheLog() throws Exception {
        Connection on = nats();
        RoomId hallway = fixture.log.room("hallway", fixture.log.ana, fixture.log.bo);
        fixture.talk(hallway, 10);
        StreamFixture.publish(on, fixture.written(hallway, 1, 5));
        check().run(on, Instant.MAX);
        assertThat(fixture.stored(on, hallway)).containsExactlyElementsOf(seqs(1, 12));
        assertThat(counters.repairedCount()).isEqualTo(7);
    }

    @Test
    void aHoleBeforeLaterEventsIsFilled() throws Exception {
        Connection on = nats();
        RoomId hallway = fixture.log.room("hallway", fixture.log.ana);
        fixture.talk(hallway, 10);
        StreamFixture.publish(on, fixture.written(hallway, 1, 3));
        StreamFixture.publish(on, fixture.written(hallway, 7, 8));
        StreamFixture.publish(on, fixture.written(hallway, 10, 11));
        check().run(on, Instant.MAX);
        assertThat(fixture.stored(on, hallway)).containsExactlyElementsOf(seqs(1, 11));
        assertThat(counters.repairedCount()).isEqualTo(4);
        assertThat(StreamFixture.all(on, RoomMessages.subject(hallway)))
                .extracting(message -> message.getHeaders().getFirst("Nats-Msg-Id"))
                .containsExactly(hallway + ":1", hallway + ":7", hallway + ":10", hallway + ":4", hallway + ":9");
    }

    @Test
    void repairedEventsAreTheSameBytesAsPublishedOnes() throws Exception {
        Connection on = nats();
        RoomId hallway = fixture.log.room("hallway", fixture.log.ana, fixture.log.bo);
        fixture.talk(hallway, 3);
        check().run(on, Instant.MAX);
        Message stored = StreamFixture.all(on, RoomMessages.subject(hallway)).getFirst();
        BusMessage published = fixture.written(hallway, 1, 5).getFirst();
        assertThat(stored.getData()).isEqualTo(published.body());
        assertThat(NatsSubscription.headers(stored)).isEqualTo(published.headers());
    }

    @Test
    void whatOneNodeCheckedNoOtherChecksAgain() throws Exception {
        Connection on = nats();
        RoomId hallway = fixture.log.room("hallway", fixture.log.ana);
        check().run(on, Instant.now());
        fixture.talk(hallway, 1);
        check().run(on, Instant.now().minusSeconds(30));
        assertThat(counters.repairedCount()).isOne();
        check().run(on, Instant.now().plusSeconds(60));
        assertThat(counters.repairedCount()).isEqualTo(2);
    }

    @Test
    void twoNodesAtOnceDoNoHarm() throws Exception {
        Connection on = nats();
        RoomId hallway = fixture.log.room("hallway", fixture.log.ana);
        fixture.talk(hallway, 500);
        Thread other = Thread.startVirtualThread(() -> {
            try {
                check().run(on, Instant.MAX);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        check().run(on, Instant.MAX);
        other.join();
        assertThat(fixture.stored(on, hallway)).containsExactlyElementsOf(seqs(1, 501));
        assertThat(counters.repairedCount()).isEqualTo(501);
    }

    @Test
    void aMessageThatComesLateIsARepeatWhichTheStreamDrops() throws Exception {
        Connection on = nats();
        RoomId hallway = fixture.log.room("hallway", fixture.log.ana);
        fixture.talk(hallway, 2);
        check().run(on, Instant.MAX);
        StreamFixture.publish(on, fixture.written(hallway, 1, 3));
        assertThat(StreamFixture.all(on, RoomMessages.subject(hallway))).hasSize(1);
    }

    @Test
    void whatTheStreamNoLongerMustHoldIsNotPublishedAgain() throws Exception {
        Connection on = nats();
        RoomId hallway = fixture.log.room("hallway", fixture.log.ana);
        check(Duration.ofHours(3)).run(on, Instant.MAX);
        assertThat(fixture.stored(on, hallway)).isEmpty();
        new Settings(fixture.log.database).put(StreamCheck.MARK, fixture.log.database.epoch() + " 0");
        check(Duration.ofHours(3)).run(on, Instant.MAX);
        assertThat(fixture.stored(on, hallway)).isEmpty();
    }

    @Test
    void anotherEpochsMessagesFillNoHoles() throws Exception {
        Connection on = nats();
        RoomId hallway = fixture.log.room("hallway", fixture.log.ana);
        fixture.talk(hallway, 2);
        RoomMessages restored = new RoomMessages("n9", "other", () -> 1 << 20);
        StreamFixture.publish(on, restored.write(fixture.events(hallway, 2, 3)));
        check().run(on, Instant.MAX);
        assertThat(fixture.stored(on, hallway)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aLongLogIsReadAndPublishedInPages() throws Exception {
        Connection on = nats();
        RoomId hallway = fixture.log.room("hallway", fixture.log.ana);
        fixture.talk(hallway, 450);
        check().run(on, Instant.MAX);
        assertThat(StreamFixture.all(on, RoomMessages.subject(hallway))).hasSize(3);
        assertThat(fixture.stored(on, hallway)).containsExactlyElementsOf(seqs(1, 451));
    }

    @Test
    void onlyWhatWasCommittedInBetweenIsAskedFor() {
        Instant before = Instant.now();
        RoomId hallway = fixture.log.room("hallway", fixture.log.ana);
        await().until(() -> Instant.now().isAfter(before.plusMillis(20)));
        Instant between = Instant.now();
        await().until(() -> Instant.now().isAfter(between.plusMillis(20)));
        fixture.talk(hallway, 3);
        Instant after = Instant.now().plusMillis(1);
        StreamSource source = fixture.later(Duration.ZERO);
        assertThat(source.committed().between(before.minusSeconds(1), after)).contains(new Stretch(hallway, 1, 4));
        assertThat(source.committed().between(between, after)).contains(new Stretch(hallway, 2, 4));
        assertThat(source.committed().between(before.minusSeconds(1), between)).contains(new Stretch(hallway, 1, 1));
        assertThat(source.committed().between(after, after.plusSeconds(1))).isEmpty();
    }

    @Test
    void afterNatsWasAwayTheStreamLacksNothing() throws Exception {
        NatsBus bus = fixture.bus(nats.url());
        ChatStream stream = fixture.stream(bus, StreamFixture.SMALL);
        RoomId hallway = fixture.log.room("hallway", fixture.log.ana);
        await().until(stream::isThere);
        nats.kill();
        await().until(() -> bus.state() == State.AWAY);
        // Never published, as if there had been no room for it.
        fixture.talk(hallway, 20);
        assertThat(stream.isThere()).isFalse();
        nats.run();
        Connection reader = fixture.connection(nats.url());
        await().untilAsserted(() -> assertThat(fixture.stored(reader, hallway)).containsExactlyElementsOf(seqs(1, 21)));
    }

    @Test
    void aStreamThatWasDeletedIsMadeAgainAndFilled() throws Exception {
        NatsBus bus = fixture.bus(nats.url());
        ChatStream stream = fixture.stream(bus, StreamFixture.SMALL);
        RoomId hallway = fixture.log.room("hallway", fixture.log.ana);
        Connection reader = fixture.connection(nats.url());
        await().untilAsserted(() -> {
            stream.check();
            assertThat(fixture.stored(reader, hallway)).hasSize(1);
        });
        reader.jetStreamManagement().deleteStream(StreamSetup.NAME);
        stream.check();
        await().untilAsserted(() -> assertThat(fixture.stored(reader, hallway)).hasSize(1));
    }

    @Test
    void aServerWithoutJetStreamIsSaidOnceAndTheBusWorks() throws Exception {
        TestNats plain = fixture.add(TestNats.plain());
        NatsBus bus = fixture.bus(plain.url());
        ChatStream stream = fixture.stream(bus, StreamFixture.SMALL);
        List<String> received = new CopyOnWriteArrayList<>();
        bus.subscribe("chat.global", message -> received.add(message.subject()), () -> {});
        await().until(() -> bus.state() == State.CONNECTED);
        await().untilAsserted(() -> {
            bus.publish(new BusMessage("chat.global", Map.of(), new byte[0]));
            assertThat(received.stream().distinct().collect(Collectors.toList()))
                    .containsExactly("chat.global");
        });
        assertThat(stream.isThere()).isFalse();
        assertThat(stream.counters().failedCheckCount()).isZero();
    }
}
