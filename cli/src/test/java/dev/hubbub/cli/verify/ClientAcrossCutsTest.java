package dev.hubbub.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.cli.verify.proxy.Proxy;
import dev.hubbub.client.ClientCounts;
import dev.hubbub.client.HubbubApi;
import dev.hubbub.client.HubbubClient;
import dev.hubbub.client.Listener;
import dev.hubbub.client.Outcome;
import dev.hubbub.client.SignedIn;
import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.server.app.Config;
import dev.hubbub.server.app.Hubbub;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The real client, over its real socket, against a whole server.
@Tag("integration")
class ClientAcrossCutsTest {
    private static final Duration WITHIN = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init")
    private static Hubbub server;

    @BeforeAll
    static void start() throws Exception {
        Path folder = Files.createTempDirectory("hubbub-client");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        server = Hubbub.start(Config.load(
                Map.of(
                        "SERVER_PORT", "0",
                        "HUBBUB_DATA", folder.resolve("data").toString(),
                        "HUBBUB_REGISTRATION", "open",
                        "HUBBUB_BCRYPT_COST", "4"),
                folder.resolve(".env")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void nothingIsLostOrDoubledAcrossCuts() throws Exception {
        HubbubApi api = new HubbubApi(URI.create(server.url()));
        List<Event> seen = new CopyOnWriteArrayList<>();
        try (Proxy proxy = new Proxy(
                        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port())), text -> text);
                HubbubClient ana = connect(
                        api.webSocket(), api.register("ana", "ana@example.org", "correct horse"), new Listener() {});
                HubbubClient bo = connect(
                        URI.create("ws://127.0.0.1:" + proxy.ports().getFirst() + "/ws"),
                        api.register("bo", "bo@example.org", "correct horse"),
                        new Recorder(seen))) {
            RoomId hallway = entered(ana.createPublic("hallway"));
            entered(bo.join(hallway, null));
            List<CompletableFuture<Outcome<AckBody.Stored>>> posts = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                posts.add(ana.post(hallway, "from ana " + i));
                posts.add(bo.post(hallway, "from bo " + i));
                if (i % 10 == 5) {
                    proxy.cut();
                    posts.getLast().get();
                }
            }
            for (CompletableFuture<Outcome<AckBody.Stored>> post : posts) {
                assertThat(post.get()).isInstanceOf(Outcome.Acked.class);
            }
            await().atMost(WITHIN).until(() -> of(hallway, seen).size() == 101);
            assertThat(of(hallway, seen))
                    .as("from bo's joining, the second event, to the last post")
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(2, 102).boxed().toList());
            ClientCounts counts = bo.counts().get();
            assertThat(counts.connects()).isGreaterThan(1);
            assertThat(counts.duplicates() + counts.holes()).isZero();
        }
    }

    private static HubbubClient connect(URI uri, SignedIn user, Listener listener) {
        return HubbubClient.builder(uri)
                .token(user::accessToken)
                .listener(listener)
                .replayFromStart()
                .backoff(Duration.ofMillis(50), Duration.ofSeconds(1))
                .connect();
    }

    private static RoomId entered(CompletableFuture<Outcome<AckBody.Entered>> outcome) throws Exception {
        return ((Outcome.Acked<AckBody.Entered>) outcome.get()).body().room().id();
    }

    private static List<Long> of(RoomId room, List<Event> seen) {
        return seen.stream()
                .filter(event -> event.room().equals(room))
                .map(Event::seq)
                .toList();
    }

    private record Recorder(List<Event> seen) implements Listener {
        @Override
        public void event(Event event) {
            seen.add(event);
        }
    }
}
