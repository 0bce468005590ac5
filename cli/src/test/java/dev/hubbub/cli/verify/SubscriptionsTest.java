package dev.hubbub.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.cli.verify.bus.LocalNats;
import dev.hubbub.client.HubbubApi;
import dev.hubbub.client.HubbubClient;
import dev.hubbub.client.Outcome;
import dev.hubbub.client.SignedIn;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage.AckBody;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What nodes ask NATS for, as NATS itself counts it.
@Tag("integration")
class SubscriptionsTest {
    private static final int ROOMS = 20;
    private static final int TIMES = 25;
    private static final Duration WITHIN = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void noneIsLeftAfterAThousandJoinsAndLeaves() throws Exception {
        var _ = LocalNats.program();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        try (InProcessCluster cluster = new InProcessCluster(folder, 2, 0, 1)) {
            List<RoomId> rooms = rooms(cluster);
            try (HubbubClient ana = client(cluster, 0, "ana");
                    HubbubClient cy = client(cluster, 1, "cy")) {
                settled(List.of(ana.leave(rooms.getFirst()), cy.leave(rooms.getFirst())));
                awaitSubscriptions(cluster, 0);
                for (int i = 0; i < TIMES; i++) {
                    List<CompletableFuture<?>> answers = new ArrayList<>();
                    rooms.forEach(room -> answers.add(ana.join(room, null)));
                    rooms.forEach(room -> answers.add(cy.join(room, null)));
                    settled(answers);
                    if (i == 0) {
                        awaitSubscriptions(cluster, 2 * ROOMS);
                    }
                    answers.clear();
                    rooms.forEach(room -> answers.add(ana.leave(room)));
                    rooms.forEach(room -> answers.add(cy.leave(room)));
                    settled(answers);
                }
                awaitSubscriptions(cluster, 0);
            }
        }
    }

    /// Of one who is gone.
    private static List<RoomId> rooms(InProcessCluster cluster) throws Exception {
        List<RoomId> rooms = new ArrayList<>();
        try (HubbubClient bo = client(cluster, 0, "bo")) {
            for (int i = 0; i < ROOMS; i++) {
                if (bo.createPublic("room " + i).get() instanceof Outcome.Acked<AckBody.Entered> made) {
                    rooms.add(made.body().room().id());
                }
            }
        }
        assertThat(rooms).hasSize(ROOMS);
        return rooms;
    }

    private static HubbubClient client(InProcessCluster cluster, int node, String name) throws Exception {
        HubbubApi api = new HubbubApi(cluster.urls().get(node));
        SignedIn user = api.register(name, name + "@example.org", "correct horse");
        return HubbubClient.builder(api.webSocket()).token(user::accessToken).connect();
    }

    private static void settled(List<? extends CompletableFuture<?>> answers) {
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
    }

    private static void awaitSubscriptions(InProcessCluster cluster, int count) {
        await().atMost(WITHIN)
                .untilAsserted(() -> assertThat(cluster.roomSubscriptions()).isEqualTo(count));
    }
}
