package dev.hubbub.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.cluster.LeakyNats;
import dev.hubbub.server.cluster.TestNats;
import dev.hubbub.server.cluster.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What JetStream is for, with whole servers: two nodes, of which the second reaches NATS by a way that may
/// lose things.
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamNodesTest {
    private final TestNats nats = TestNats.start();
    private final LeakyNats way = new LeakyNats(nats);
    private TestNodes nodes = TestNodes.none();
    private Guest ana;
    private Guest bo;
    private String room = "";

    private Path folder = Path.of("");

    @BeforeAll
    void start(@TempDir Path given) throws Exception {
        folder = given;
        nodes = TestNodes.start(
                folder.resolve("nodes"), List.of(Map.of("NATS_URL", nats.url()), Map.of("NATS_URL", way.url())));
        for (int node : List.of(0, 1)) {
            await().atMost(TestNodes.PATIENCE).until(() -> nodes.metric(node, "hubbub_stream_there") == 1);
        }
        ana = nodes.guest(0, "ana");
        bo = nodes.guest(1, "bo");
        room = ana.creates("hallway");
        bo.joins(room);
        ana.posts(room, "begin");
        bo.awaitsText(room, "begin");
    }

    @AfterAll
    void close() throws Exception {
        nodes.close();
        way.close();
        nats.close();
    }

    private void post(String what, int count) {
        IntStream.range(0, count).forEach(i -> ana.posts(room, what + " " + i));
    }

    private double sum(String metric) throws Exception {
        return nodes.metric(0, metric) + nodes.metric(1, metric);
    }

    @Test
    void aNodeThatHeardNothingForAWhileCatchesUpFromTheStreamAndLeavesTheDatabaseAlone() throws Exception {
        AtomicInteger round = new AtomicInteger();
        // More than once only where the machine is so busy that the stream's answers come too late.
        await().atMost(TestNodes.PATIENCE).until(() -> {
            String name = "unheard " + round.incrementAndGet();
            double sought = nodes.metric(1, "hubbub_bus_repaired_total");
            double read = nodes.metric(1, "hubbub_stream_read_total");
            way.deaf(true);
            post(name, 20);
            way.deaf(false);
            ana.posts(room, name + ", heard");
            bo.awaitsText(room, name + ", heard");
            await().until(() -> nodes.metric(1, "hubbub_bus_repaired_total") >= sought + 20);
            return nodes.metric(1, "hubbub_stream_read_total") - read
                    == nodes.metric(1, "hubbub_bus_repaired_total") - sought;
        });
        bo.hasSeenAllOnceAndInOrder(room);
    }

    @Test
    void whatANodeThatWasKilledStoredAndDidNotPublishComesIntoTheStreamFromTheLog() throws Exception {
        Outsider outsider = new Outsider(folder, nats);
        Guest cy = nodes.guest(0, "cy");
        cy.joins(room);
        try (LeakyNats silent = new LeakyNats(nats);
                ServerProcess doomed = nodes.doomed(Map.of("NATS_URL", silent.url()))) {
            Guest alsoCy = nodes.same(doomed.url(), cy);
            silent.mute();
            for (int i = 0; i < 10; i++) {
                alsoCy.posts(room, "unpublished " + i);
            }
            doomed.kill();
        }
        double repaired = sum("hubbub_stream_repaired_total");
        // Behind it the log goes on, which hides the hole from whoever looks at the last event only.
        post("later", 3);
        way.cut();
        bo.awaitsText(room, "later 2");
        await().atMost(TestNodes.PATIENCE).until(() -> sum("hubbub_stream_repaired_total") >= repaired + 10);
        bo.hasSeenAllOnceAndInOrder(room);
        assertThat(outsider.seqs(room))
                .containsAll(LongStream.rangeClosed(1, bo.lastSeq(room)).boxed().toList());
        post("shared", 10);
        ana.awaitsText(room, "shared 9");
        long last = ana.lastSeq(room);
        assertThat(outsider.seqsOfTwo(room))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(last - 9, last).boxed().toList());
    }

    @Test
    void sideWorkIsDoneByOneOfTheNodes() throws Exception {
        List<Long> done = new CopyOnWriteArrayList<>();
        Work work = events -> {
            if (events.room().equals(RoomId.parse(room).orElseThrow())) {
                LongStream.rangeClosed(events.first(), events.last()).forEach(done::add);
            }
        };
        assertThat(nodes.node(0).work("test", work)).isTrue();
        assertThat(nodes.node(1).work("test", work)).isTrue();
        // Only what is said from now on is worked on, and nobody knows when that is.
        await().atMost(TestNodes.PATIENCE).until(() -> {
            ana.posts(room, "anybody?");
            return !done.isEmpty();
        });
        post("work", 30);
        ana.awaitsText(room, "work 29");
        long last = ana.lastSeq(room);
        await().atMost(TestNodes.PATIENCE).until(() -> done.contains(last) && done.size() > 30);
        await().untilAsserted(() -> assertThat(done)
                .doesNotHaveDuplicates()
                .containsAll(LongStream.rangeClosed(last - 29, last).boxed().toList()));
        assertThat(sum("hubbub_worker_events_total")).isGreaterThanOrEqualTo(done.size());
    }

    @Test
    void aNatsWithoutJetStreamHoldsNobodyUp() throws Exception {
        try (TestNats plain = TestNats.plain();
                TestNodes alone = TestNodes.start(1, folder.resolve("alone"), Map.of("NATS_URL", plain.url()))) {
            Guest cy = alone.guest(0, "cy");
            cy.posts("1", "hello");
            cy.awaitsText("1", "hello");
            assertThat(alone.metric(0, "hubbub_bus_connected")).isOne();
            assertThat(alone.metric(0, "hubbub_stream_there")).isZero();
        }
    }
}
