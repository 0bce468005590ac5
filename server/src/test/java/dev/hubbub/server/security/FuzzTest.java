package dev.hubbub.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.server.rest.RunningServer;
import dev.hubbub.server.rest.TestSocket;
import dev.hubbub.server.wire.Logged;
import io.netty.util.ResourceLeakDetector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Eve throws damaged requests and frames at a server, while bo and cy talk. A run lasts for `-Dfuzz.seconds=12`; its
/// seed is told when it fails, and `-Dfuzz.seed=…` throws the same again.
@Tag("integration")
class FuzzTest {
    private static final Duration LASTS = Duration.ofSeconds(Integer.getInteger("fuzz.seconds", 12));
    private static final int BETWEEN_MESSAGES = 25;
    private static final int PATIENCE_MS = 50;
    private static final long MORE_HEAP = 48L << 20;
    private static final Pattern CONNECTIONS = Pattern.compile("(?m)^hubbub_connections(?:\\{.*})? (\\S+)$");
    private static final Pattern FAULT = Pattern.compile("HTTP/1\\.1 500 |\"code\":\"internal\"|\\x88.\\x03\\xf3");

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Mutations mutations = new Mutations(random);
    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    private final RunningServer server = RunningServer.of(Map.of());
    private int said;

    @BeforeEach
    void paranoid() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    @AfterEach
    void close() {
        ResourceLeakDetector.setLevel(before);
        server.close();
    }

    @Test
    void whateverIsThrownTheServerAnswersItLeaksNothingAndOthersTalkOn() throws Exception {
        Actor bo = Actor.named(server, "bo");
        String hidden = bo.hiddenRoom("hidden", "swordfish");
        Actor cy = Actor.named(server, "cy");
        cy.rest("POST", "/rooms/" + hidden + "/join", "{'password':'swordfish'}");
        Actor eve = Actor.named(server, "eve");
        FuzzSeeds seeds = new FuzzSeeds(random, eve, eve.publicRoom("eves"), hidden);
        talk(bo, cy, hidden);
        double connections = connections();
        try (Logged logged = new Logged()) {
            fuzz(seeds, eve, LASTS.dividedBy(4), () -> talk(bo, cy, hidden));
            long heap = heap();
            fuzz(seeds, eve, LASTS.multipliedBy(3).dividedBy(4), () -> talk(bo, cy, hidden));
            await().untilAsserted(() -> assertThat(connections()).as(replay()).isEqualTo(connections));
            assertThat(heap()).as(replay()).isLessThan(heap + MORE_HEAP);
            // The detector tells of what was collected when the next buffers are taken.
            talk(bo, cy, hidden);
            assertThat(logged.errors()).as(replay()).isEmpty();
        }
        assertThat(texts(cy))
                .as(replay())
                .containsExactlyElementsOf(
                        IntStream.range(0, said).mapToObj(FuzzTest::text).toList());
    }

    private void fuzz(FuzzSeeds seeds, Actor eve, Duration lasts, Runnable beside) throws IOException {
        long end = System.nanoTime() + lasts.toNanos();
        for (int i = 1; System.nanoTime() < end; i++) {
            byte[] thrown = random.nextBoolean() ? request(seeds, eve) : conversation(seeds, eve);
            String answer = answer(thrown);
            assertThat(FAULT.matcher(answer).find())
                    .as("%s, %nto %s%ncame %s", replay(), new String(thrown, StandardCharsets.ISO_8859_1), answer)
                    .isFalse();
            if (i % BETWEEN_MESSAGES == 0) {
                beside.run();
            }
        }
    }

    /// A request with a damaged target, headers or body, or damaged as a whole.
    private byte[] request(FuzzSeeds seeds, Actor eve) {
        String[] parts = seeds.request().split(" ", 3);
        byte[] body = Mutations.utf8(parts.length < 3 ? "" : mutations.text(parts[2]));
        String target = random.nextInt(3) == 0 ? mutations.text(parts[1]) : parts[1];
        String headers = "Host: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer " + eve.token()
                + "\r\nContent-Length: " + body.length + "\r\n";
        byte[] head = Mutations.utf8(parts[0] + " " + target + " HTTP/1.1\r\n"
                + (random.nextInt(6) == 0 ? mutations.text(headers) : headers) + "Connection: close\r\n\r\n");
        byte[] all = Mutations.joined(head, body);
        return random.nextInt(6) == 0 ? mutations.bytes(all) : all;
    }

    /// An upgrade, mostly a hello, and damaged commands in damaged frames.
    private byte[] conversation(FuzzSeeds seeds, Actor eve) {
        String upgrade = "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + (random.nextBoolean() ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : "") + "\r\n";
        byte[] all = Mutations.utf8(random.nextInt(10) == 0 ? mutations.text(upgrade) : upgrade);
        if (random.nextInt(8) != 0) {
            byte[] hello = Mutations.utf8("{\"type\":\"hello\",\"token\":\"" + eve.token() + "\"}");
            all = Mutations.joined(all, Mutations.whole(hello));
        }
        for (int left = random.nextInt(12); left > 0; left--) {
            all = Mutations.joined(all, mutations.frame(Mutations.utf8(mutations.text(seeds.command()))));
        }
        return all;
    }

    /// What the server says until it ends the connection, or is silent for a moment, as it is when it waits for more.
    private String answer(byte[] thrown) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        URI url = URI.create(server.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            if (random.nextInt(4) == 0) {
                socket.setSoLinger(true, 0);
            }
            socket.getOutputStream().write(thrown);
            socket.getInputStream().transferTo(answer);
        } catch (SocketTimeoutException | SocketException _) {
            // It waits for the rest, or did not want to read all of it.
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    /// One more message, which cy hears.
    private void talk(Actor bo, Actor cy, String room) {
        cy.socket();
        String text = text(said++);
        bo.socket().say("{'type':'post','ref':'%s','room':'%s','text':'%s'}".formatted(text, room, text));
        cy.socket().awaits("\"text\":\"" + text + "\"");
    }

    private static String text(int number) {
        return "talk-" + number + ".";
    }

    private static Stream<String> messages(TestSocket socket) {
        return socket.heard().stream().filter(heard -> heard.contains("\"kind\":\"message\""));
    }

    private static List<String> texts(Actor cy) {
        return messages(cy.socket())
                .map(heard -> Actor.tree(heard).path("text").asText())
                .toList();
    }

    private double connections() throws Exception {
        Matcher found =
                CONNECTIONS.matcher(server.get("/metrics", null).response().body());
        assertThat(found.find()).isTrue();
        return Double.parseDouble(found.group(1));
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private String replay() {
        return "-Dfuzz.seed=" + seed + " throws the same again";
    }
}
