package dev.hubbub.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.server.cluster.ClusterBus.State;
import dev.hubbub.server.cluster.ClusterBus.Subscription;
import dev.hubbub.server.cluster.ClusterBus.Watcher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class NatsBusTest {
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    private TestNats nats() {
        TestNats nats = TestNats.start();
        opened.add(nats);
        return nats;
    }

    private NatsBus bus(String urls) {
        NatsBus bus = NatsBus.start(NatsSettings.at(urls));
        opened.add(bus);
        return bus;
    }

    private static BusMessage message(String subject, String body) {
        return new BusMessage(subject, Map.of("Hubbub-Node", "n1"), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String body(BusMessage message) {
        return new String(message.body(), StandardCharsets.UTF_8);
    }

    /// Subscribes, and returns once that is in force.
    private static List<String> received(NatsBus bus, String subject) throws InterruptedException {
        List<String> received = new CopyOnWriteArrayList<>();
        var active = new CountDownLatch(1);
        bus.subscribe(subject, message -> received.add(body(message)), active::countDown);
        active.await();
        return received;
    }

    @Test
    void whatOneNodePublishesReachesEveryNodeInOrderOnceItsSubscriptionIsActive() throws Exception {
        TestNats nats = nats();
        NatsBus ana = bus(nats.url());
        NatsBus bo = bus(nats.url());
        List<String> atAna = received(ana, "chat.room.1");
        List<String> atBo = received(bo, "chat.room.1");
        List<String> expected =
                IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();
        expected.forEach(text -> ana.publish(message("chat.room.1", text)));
        await().untilAsserted(() -> assertThat(atBo).isEqualTo(expected));
        await().untilAsserted(() -> assertThat(atAna).isEqualTo(expected));
        assertThat(ana.counters().publishedCount()).isEqualTo(1_000);
        assertThat(bo.counters().receivedCount()).isEqualTo(1_000);
    }

    @Test
    void headersComeAsTheyWereSent() throws Exception {
        TestNats nats = nats();
        NatsBus bus = bus(nats.url());
        List<BusMessage> received = new CopyOnWriteArrayList<>();
        var active = new CountDownLatch(1);
        bus.subscribe("chat.room.1", received::add, active::countDown);
        active.await();
        bus.publish(message("chat.room.1", "hi"));
        await().until(() -> received.size() == 1);
        assertThat(received.getFirst().headers()).containsExactly(Map.entry("Hubbub-Node", "n1"));
        assertThat(received.getFirst().subject()).isEqualTo("chat.room.1");
    }

    @Test
    void aGroupSharesWhatMatchesItsWildcards() throws Exception {
        TestNats nats = nats();
        List<String> shared = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 3; i++) {
            NatsBus node = bus(nats.url());
            node.share("chat.>", "hubbub-workers", message -> shared.add(body(message)));
            // The sharing went before it on the same connection.
            received(node, "ready." + i);
        }
        NatsBus sender = bus(nats.url());
        List<String> all = received(sender, "chat.room.7");
        for (int i = 0; i < 300; i++) {
            sender.publish(message("chat.room.7", Integer.toString(i)));
        }
        await().until(() -> all.size() == 300);
        await().until(() -> shared.size() >= 300);
        assertThat(shared).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void aServerThatIsAwayAtFirstHoldsNobodyUp() throws Exception {
        TestNats nats = TestNats.create();
        opened.add(nats);
        NatsBus bus = bus(nats.url());
        var active = new CountDownLatch(1);
        List<String> received = new CopyOnWriteArrayList<>();
        bus.subscribe("chat.global", message -> received.add(body(message)), active::countDown);
        bus.publish(message("chat.global", "early"));
        assertThat(bus.state()).isEqualTo(State.AWAY);
        assertThat(active.getCount()).isOne();
        nats.run();
        active.await();
        await().until(() -> bus.state() == State.CONNECTED);
        bus.publish(message("chat.global", "late"));
        await().until(() -> received.contains("late"));
    }

    @Test
    void afterAServersCrashAllSubscriptionsAreInForceBeforeItIsCalledConnected() throws Exception {
        TestNats nats = nats();
        NatsBus bus = bus(nats.url());
        NatsBus other = bus(nats.url());
        List<String> received = received(bus, "chat.room.1");
        received(other, "chat.room.2");
        List<State> told = new CopyOnWriteArrayList<>();
        List<Integer> inForce = new CopyOnWriteArrayList<>();
        bus.watch(new Watcher() {
            @Override
            public void changed(State now) {
                if (now == State.CONNECTED) {
                    inForce.add(nats.subscriptions("chat.room.1"));
                }
                told.add(now);
            }

            @Override
            public void missed() {}
        });
        nats.kill();
        await().until(() -> bus.state() == State.AWAY);
        var active = new CountDownLatch(1);
        bus.subscribe("chat.room.3", _ -> {}, active::countDown);
        nats.run();
        active.await();
        await().untilAsserted(() -> assertThat(told).containsExactly(State.AWAY, State.CONNECTED));
        assertThat(inForce).containsExactly(1);
        await().until(() -> other.state() == State.CONNECTED);
        other.publish(message("chat.room.1", "again"));
        await().until(() -> received.contains("again"));
        assertThat(bus.counters().reconnectCount()).isOne();
    }

    @Test
    void whatIsPublishedWhileTheBusIsAwayIsDroppedBeyondALimitAndCounted() {
        TestNats nats = TestNats.create();
        opened.add(nats);
        NatsBus bus = bus(nats.url());
        byte[] body = new byte[64];
        for (int i = 0; i < 50_000; i++) {
            bus.publish(new BusMessage("chat.global", Map.of(), body));
        }
        assertThat(bus.counters().droppedCount()).isEqualTo(30_000);
        assertThat(bus.counters().publishedCount()).isZero();
    }

    @Test
    void closedSubscriptionsAreGoneFromTheServer() throws Exception {
        TestNats nats = nats();
        NatsBus bus = bus(nats.url());
        List<Subscription> many = new ArrayList<>();
        var active = new AtomicInteger();
        for (int i = 0; i < 3_000; i++) {
            many.add(bus.subscribe("chat.room." + i, _ -> {}, active::incrementAndGet));
        }
        await().until(() -> active.get() == 3_000);
        assertThat(nats.subscriptions("chat.room.17")).isOne();
        many.forEach(Subscription::close);
        received(bus, "chat.global");
        assertThat(nats.subscriptions("chat.room.17")).isZero();
        assertThat(nats.monitor("/subsz")).doesNotContain("chat.room");
    }

    @Test
    void aHandlerThatFailsGetsTheNextMessageNevertheless() throws Exception {
        TestNats nats = nats();
        NatsBus bus = bus(nats.url());
        List<String> received = new CopyOnWriteArrayList<>();
        var active = new CountDownLatch(1);
        bus.subscribe(
                "chat.global",
                message -> {
                    received.add(body(message));
                    throw new IllegalStateException("as planned");
                },
                active::countDown);
        active.await();
        bus.publish(message("chat.global", "one"));
        bus.publish(message("chat.global", "two"));
        await().untilAsserted(() -> assertThat(received).containsExactly("one", "two"));
    }

    @Test
    void aClusterOfThreeServersGoesOnWithoutOneOfThem() throws Exception {
        List<Integer> routes = List.of(TestNats.freePort(), TestNats.freePort(), TestNats.freePort());
        String all = routes.stream().map(port -> "nats://127.0.0.1:" + port).collect(Collectors.joining(","));
        List<TestNats> servers = new ArrayList<>();
        for (int port : routes) {
            TestNats server = TestNats.start(
                    "-n", "n" + port, "--cluster_name", "c", "--cluster", "nats://127.0.0.1:" + port, "--routes", all);
            opened.add(server);
            servers.add(server);
        }
        NatsBus ana = bus(servers.get(0).url() + "," + servers.get(2).url());
        NatsBus bo = bus(servers.get(1).url() + "," + servers.get(2).url());
        List<String> atBo = received(bo, "chat.global");
        received(ana, "chat.global");
        await().untilAsserted(() -> {
            ana.publish(message("chat.global", "before"));
            assertThat(atBo).contains("before");
        });
        servers.get(0).kill();
        servers.get(1).kill();
        await().untilAsserted(() -> {
            ana.publish(message("chat.global", "after"));
            assertThat(atBo).contains("after");
        });
        await().until(() -> ana.state() == State.CONNECTED);
    }
}
