package dev.hubbub.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.DatabaseSettings;
import dev.hubbub.server.db.Node;
import dev.hubbub.server.db.NodeTable;
import dev.hubbub.server.db.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class NodesTest {
    private final DatabaseSettings settings = TestPostgres.freshDatabase();
    private final Database database = Database.open(settings);
    private final NodeTable table = new NodeTable(database, Nodes.PATIENCE);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void nodesKnowEachOtherUntilOneStops() {
        try (Nodes first = join(node("first", "key"))) {
            try (Nodes second = join(node("second", "key"))) {
                assertThat(second.peers()).extracting(Node::name).containsExactly("first");
                await().until(() -> first.peers().size() == 1);
            }
            await().until(() -> first.peers().isEmpty());
        }
        assertThat(rows()).isZero();
    }

    @Test
    void whereOneListensIsKnownToTheOthers() {
        try (Nodes first = join(node("first", "key"));
                Nodes second = join(node("second", "key"))) {
            second.listens("http://127.0.0.1:9001");
            await().untilAsserted(() ->
                    assertThat(first.peers()).extracting(Node::address).containsExactly("http://127.0.0.1:9001"));
        }
    }

    @Test
    void oneThatWasKilledCountsNoMoreAfterSomeBeats() {
        try (Nodes first = join(node("first", "key"))) {
            table.join(node("killed", "key"), _ -> true);
            await().until(() -> first.peers().size() == 1);
            TestPostgres.execute(
                    settings.jdbcUrl(),
                    "UPDATE nodes SET seen_at = now() - interval '%d s' WHERE id = 'killed'"
                            .formatted(Nodes.PATIENCE.toSeconds()));
            await().until(() -> first.peers().isEmpty());
            table.sweep();
            assertThat(rows()).isOne();
        }
    }

    @Test
    void anotherKeyIsRefusedAndTheMessageSaysWhatToDo() {
        try (Nodes _ = join(node("first", "key"))) {
            assertThatThrownBy(() -> join(node("second", "other")))
                    .isInstanceOf(DisagreementException.class)
                    .hasMessageContaining("first")
                    .hasMessageContaining("same JWT_SECRET");
            assertThat(rows()).isOne();
        }
        join(node("second", "other")).close();
    }

    @Test
    void ofTwoKeysThatComeAtOnceOneGetsIn() throws Exception {
        var joined = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                Node node = node("node-" + i, "key-" + i % 2);
                joined.add(threads.submit(() -> {
                    table.join(
                            node,
                            peer -> peer.terms()
                                    .keyFingerprint()
                                    .equals(node.terms().keyFingerprint()));
                    return 0;
                }));
            }
            for (Future<Integer> one : joined) {
                one.get();
            }
        }
        assertThat(TestPostgres.query(settings.jdbcUrl(), "SELECT count(DISTINCT key_fingerprint) FROM nodes"))
                .isEqualTo("1");
        assertThat(rows()).isEqualTo(3);
    }

    private Nodes join(Node node) {
        return Nodes.join(table, node, Duration.ofMillis(50));
    }

    private long rows() {
        return Long.parseLong(TestPostgres.query(settings.jdbcUrl(), "SELECT count(*) FROM nodes"));
    }

    private static Node node(String name, String fingerprint) {
        return new Node(name, name, "", "test", "", new Node.Terms(1, "epoch", fingerprint));
    }
}
