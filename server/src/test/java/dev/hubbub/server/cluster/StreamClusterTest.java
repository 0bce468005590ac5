package dev.hubbub.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.cluster.ClusterBus.State;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Three servers of NATS that keep the stream together, on three copies.
@Tag("integration")
class StreamClusterTest {
    private static final StreamSettings REPLICATED =
            new StreamSettings(Duration.ofHours(2), 20L << 20, 3, Duration.ofSeconds(60));
    private static final Duration ELECTION = Duration.ofMinutes(1);

    private final StreamFixture fixture = new StreamFixture();
    private final List<TestNats> servers = new ArrayList<>();
    private RoomId hallway = new RoomId(1);

    StreamClusterTest() {
        List<Integer> routes = List.of(TestNats.freePort(), TestNats.freePort(), TestNats.freePort());
        String all = routes.stream().map(port -> "nats://127.0.0.1:" + port).collect(Collectors.joining(","));
        for (int port : routes) {
            servers.add(fixture.add(TestNats.start(
                    "-n",
                    "n" + port,
                    "--cluster_name",
                    "c",
                    "--cluster",
                    "nats://127.0.0.1:" + port,
                    "--routes",
                    all)));
        }
    }

    @AfterEach
    void close() throws Exception {
        fixture.end();
    }

    private String urls() {
        return servers.stream().map(TestNats::url).collect(Collectors.joining(","));
    }

    private long say(NatsBus bus, long after, int count) {
        fixture.talk(hallway, count);
        for (long seq = after + 1; seq <= after + count; seq++) {
            fixture.written(hallway, seq, seq).forEach(bus::publish);
        }
        return after + count;
    }

    @Test
    void theStreamLacksNothingThoughOneServerDiesWhilePeopleTalk() throws Exception {
        NatsBus bus = fixture.bus(urls());
        await().until(() -> bus.state() == State.CONNECTED);
        ChatStream stream = fixture.stream(bus, REPLICATED);
        await().atMost(ELECTION).until(() -> {
            stream.check();
            return stream.isThere();
        });
        hallway = fixture.log.room("hallway", fixture.log.ana);
        // Seq 1 is ana's coming, which nobody publishes either.
        long last = say(bus, 1, 50);
        Connection reader = fixture.connection(urls());
        TestNats leader = leader(reader);
        leader.kill();
        last = say(bus, last, 50);
        await().atMost(ELECTION).until(() -> bus.state() == State.CONNECTED);
        last = say(bus, last, 50);
        Long[] all = LongStream.rangeClosed(1, last).boxed().toArray(Long[]::new);
        await().atMost(ELECTION).ignoreExceptions().untilAsserted(() -> {
            stream.check();
            assertThat(fixture.stored(reader, hallway)).containsExactly(all);
        });
        assertThat(reader.jetStreamManagement()
                        .getStreamInfo(StreamSetup.NAME)
                        .getConfiguration()
                        .getReplicas())
                .isEqualTo(3);
    }

    /// Of the stream: whoever loses that one loses what was under way.
    private TestNats leader(Connection reader) throws Exception {
        var cluster = Objects.requireNonNull(
                reader.jetStreamManagement().getStreamInfo(StreamSetup.NAME).getClusterInfo());
        String name = Objects.requireNonNull(cluster.getLeader());
        return servers.stream()
                .filter(server -> server.isCalled(name))
                .findFirst()
                .orElseThrow();
    }
}
