package dev.hubbub.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Peers that ask for more than the sockets between hold, and do not read it.
@Tag("integration")
class UntakenAnswersTest {
    private static final int MOST_CONNECTIONS = 3;
    private static final int MESSAGES = 100;
    private static final int REQUESTS = 20;
    private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    /// Each test has addresses of its own: places that those before held may not be free yet.
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final InetAddress flooder = address();

    private static WireServer server = WireServer.shared();
    private static String token = "";

    /// A page of messages is more than a megabyte.
    @BeforeAll
    static void start() throws Exception {
        server = WireServer.start(Map.of(
                "HUBBUB_REQUEST_SECONDS", "2",
                "HUBBUB_COMMANDS_BURST", "1000",
                "HUBBUB_CONNECTIONS_PER_ADDRESS", Integer.toString(MOST_CONNECTIONS)));
        token = server.register("ana");
        try (RawSocket ana = server.welcomed(token)) {
            for (int i = 0; i < MESSAGES; i++) {
                ana.say("{\"type\":\"post\",\"ref\":\"a-%d\",\"room\":\"1\",\"text\":\"%s\"}"
                        .formatted(i, "x".repeat(16_000)));
                ana.awaits("\"ref\":\"a-" + i + "\"");
            }
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /health",
                "POST /api/v1/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"
            })
    void whoTakesNoAnswersGivesHisPlaceBackWhateverHeSaysThen(String then) throws IOException {
        List<RawSocket> held = new ArrayList<>();
        for (int i = 0; i < MOST_CONNECTIONS; i++) {
            held.add(open(flooder));
            held.getLast().text(page().repeat(REQUESTS) + then);
        }
        await("his places are taken").until(() -> !isLetIn());
        await("they are given back").until(this::isLetIn);
        for (RawSocket socket : held) {
            socket.close();
        }
    }

    /// Longer than anybody may take nothing.
    @Test
    void whoReadsSlowlyIsAnsweredInFull() throws IOException {
        try (RawSocket slow = open(flooder)) {
            slow.text(page().repeat(REQUESTS - 1) + page().replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
            await().pollInterval(Duration.ofMillis(100))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> !slow.takes(500_000));
            assertThat(slow.taken()).isGreaterThan((long) REQUESTS * MESSAGES * 16_000);
        }
    }

    private boolean isLetIn() throws IOException {
        try (RawSocket socket = open(flooder)) {
            socket.text(LIVE);
            return socket.head().startsWith("HTTP/1.1 200 ");
        }
    }

    private static String page() {
        return "GET /api/v1/rooms/1/messages?limit=100 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\n\r\n";
    }

    private static RawSocket open(InetAddress from) throws IOException {
        return RawSocket.connected(server.port(), from);
    }

    private static InetAddress address() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 3, (byte) ADDRESSES.incrementAndGet()});
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }
}
