package dev.hubbub.cli.verify.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.cli.process.Daemon;
import dev.hubbub.server.cluster.BusMessage;
import dev.hubbub.server.cluster.ClusterBus;
import dev.hubbub.server.cluster.NatsBus;
import dev.hubbub.server.cluster.NatsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two nodes' buses on a real nats-server, the first one's way there being bad.
@Tag("integration")
class BusProxyTest {
    private static final int MANY = 1_000;
    private static final Duration WITHIN = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init")
    private static Daemon nats;

    @BeforeAll
    static void start() throws Exception {
        nats = LocalNats.start();
    }

    @AfterAll
    static void stop() {
        nats.close();
    }

    @Test
    void withoutMischiefEverythingPassesInOrder() throws Exception {
        try (BusProxy proxy = new BusProxy(LocalNats.address(nats), Mischief.none());
                Pair pair = new Pair(proxy, "calm")) {
            List<Integer> heard = pair.hear(pair.far);
            pair.say(pair.near, MANY);
            await().atMost(WITHIN).until(() -> heard.size() == MANY);
            assertThat(heard).isEqualTo(IntStream.range(0, MANY).boxed().toList());
        }
    }

    @Test
    void whatANodeSaysIsLostRepeatedLateAndOutOfOrder() throws Exception {
        Mischief mischief = new Mischief(7, 30);
        try (BusProxy proxy = new BusProxy(LocalNats.address(nats), mischief);
                Pair pair = new Pair(proxy, "up")) {
            List<Integer> heard = pair.hear(pair.far);
            pair.say(pair.near, MANY);
            await().atMost(WITHIN).until(() -> mischief.counts().all() == MANY);
            requireTrouble(heard, mischief);
        }
    }

    @Test
    void whatANodeHearsIsToo() throws Exception {
        Mischief mischief = new Mischief(8, 30);
        try (BusProxy proxy = new BusProxy(LocalNats.address(nats), mischief);
                Pair pair = new Pair(proxy, "down")) {
            List<Integer> heard = pair.hear(pair.near);
            pair.say(pair.far, MANY);
            await().atMost(WITHIN).until(() -> mischief.counts().all() == MANY);
            requireTrouble(heard, mischief);
        }
    }

    private static void requireTrouble(List<Integer> heard, Mischief mischief) {
        Mischief.Counts counts = mischief.counts();
        await().atMost(WITHIN).until(() -> heard.size() == MANY - counts.lost() + counts.repeated());
        assertThat(heard.stream().distinct()).hasSize((int) (MANY - counts.lost()));
        assertThat(heard).isNotEqualTo(heard.stream().sorted().toList());
        assertThat(counts.lost()).isPositive();
    }

    @Test
    void aCutLastsAndThenNodesComeBack() throws Exception {
        try (BusProxy proxy = new BusProxy(LocalNats.address(nats), Mischief.none());
                Pair pair = new Pair(proxy, "cut")) {
            List<Integer> heard = pair.hear(pair.far);
            proxy.cut(60_000);
            await().atMost(WITHIN).until(() -> pair.near.state() == ClusterBus.State.AWAY);
            proxy.cut(1);
            await().atMost(WITHIN).until(() -> pair.near.state() == ClusterBus.State.CONNECTED);
            pair.say(pair.near, 1);
            await().atMost(WITHIN).until(() -> !heard.isEmpty());
        }
    }

    @Test
    void aWayThatHangsIsFoundOut() throws Exception {
        try (BusProxy proxy = new BusProxy(LocalNats.address(nats), Mischief.none());
                Pair pair = new Pair(proxy, "hang")) {
            proxy.hang(120_000);
            await().atMost(WITHIN).until(() -> pair.near.state() == ClusterBus.State.AWAY);
        }
    }

    private static final class Pair implements AutoCloseable {
        final NatsBus near;
        final NatsBus far = NatsBus.start(NatsSettings.at("nats://127.0.0.1:" + nats.port()));
        private final String subject;

        Pair(BusProxy proxy, String subject) {
            this.subject = subject;
            near = NatsBus.start(NatsSettings.at(proxy.url()));
            await().atMost(WITHIN)
                    .until(() ->
                            near.state() == ClusterBus.State.CONNECTED && far.state() == ClusterBus.State.CONNECTED);
        }

        List<Integer> hear(NatsBus bus) throws InterruptedException {
            List<Integer> heard = new CopyOnWriteArrayList<>();
            CountDownLatch active = new CountDownLatch(1);
            var _ = bus.subscribe(
                    subject,
                    message -> heard.add(Integer.parseInt(new String(message.body(), UTF_8))),
                    active::countDown);
            active.await();
            return heard;
        }

        void say(NatsBus bus, int count) {
            IntStream.range(0, count)
                    .forEach(number -> bus.publish(new BusMessage(
                            subject, Map.of("X", "y"), Integer.toString(number).getBytes(UTF_8))));
        }

        @Override
        public void close() {
            near.close();
            far.close();
        }
    }
}
