package dev.hubbub.server.wire;

import static dev.hubbub.server.wire.RawSocket.FIN;
import static dev.hubbub.server.wire.RawSocket.PING;
import static dev.hubbub.server.wire.RawSocket.PONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server with little patience.
@Tag("integration")
@Execution(ExecutionMode.SAME_THREAD)
class LimitsTest {
    private static WireServer server = WireServer.shared();

    @BeforeAll
    static void start() {
        server = WireServer.start(Map.of(
                "HUBBUB_TRANSPORT", "epoll",
                "HUBBUB_COMPRESSION", "0",
                "HUBBUB_UNAUTHENTICATED_SECONDS", "1",
                "HUBBUB_IDLE_SECONDS", "5",
                "HUBBUB_CONNECTIONS_PER_USER", "2",
                "HUBBUB_CONNECTIONS_PER_ADDRESS", "4",
                "HUBBUB_COMMANDS_PER_SECOND", "1",
                "HUBBUB_COMMANDS_BURST", "3",
                "HUBBUB_USER_COMMANDS_PER_SECOND", "1",
                "HUBBUB_USER_COMMANDS_BURST", "5"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whoNeverSaysHelloIsClosed() throws IOException {
        try (RawSocket stranger = RawSocket.upgraded(server.port())) {
            assertThat(stranger.awaitsClose()).isEqualTo(4501);
        }
    }

    @Test
    void whoAnswersPingsStaysAndWhoIsSilentGoes() throws Exception {
        try (RawSocket ana = server.welcomed(server.register("ana"));
                RawSocket bo = server.welcomed(server.register("bo"))) {
            ana.awaits(PING);
            ana.frame(FIN | PONG, new byte[0]);
            assertThat(bo.awaitsClose()).isEqualTo(4001);
            ana.awaits(PING);
            ana.frame(FIN | PONG, new byte[0]);
            ana.answersPings();
        }
    }

    @Test
    void aUserHasOnlySoManyConnections() throws Exception {
        String token = server.register("ana");
        try (RawSocket one = server.welcomed(token);
                RawSocket _ = server.welcomed(token)) {
            try (RawSocket three = RawSocket.upgraded(server.port())) {
                three.say("{\"type\":\"hello\",\"token\":\"" + token + "\"}");
                assertThat(three.awaitsClose()).isEqualTo(4502);
            }
            one.answersPings();
        }
    }

    @Test
    void anAddressHasOnlySoManyConnections() throws Exception {
        RawSocket[] open = new RawSocket[4];
        String[] tokens = {server.register("ana"), server.register("bo")};
        for (int i = 0; i < open.length; i++) {
            open[i] = server.welcomed(tokens[i % 2]);
        }
        try (RawSocket five = RawSocket.upgraded(server.port())) {
            assertThat(five.awaitsClose()).isEqualTo(4502);
        }
        open[0].answersPings();
        for (RawSocket socket : open) {
            socket.close();
        }
    }

    /// A renewal is checked like a sign-in, so it counts like any command.
    @ParameterizedTest
    @ValueSource(strings = {"list_rooms", "renew"})
    void aConnectionAndItsUserHaveAnAllowanceEach(String type) throws Exception {
        String token = server.register("ana");
        String fields = "{\"type\":\"%s\",\"token\":\"%s\",\"ref\":\"c-".formatted(type, token);
        try (RawSocket one = server.welcomed(token);
                RawSocket two = server.welcomed(token)) {
            assertThat(accepted(one, fields, 4)).isEqualTo(3);
            assertThat(accepted(two, fields, 3)).isEqualTo(2);
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/rooms"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            var answer = server.http().send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void nothingIsCompressedWhereThatIsOff() throws IOException {
        try (RawSocket ana = RawSocket.connected(server.port())) {
            assertThat(ana.request(
                            "GET /ws HTTP/1.1",
                            "Upgrade: websocket",
                            "Connection: Upgrade",
                            "Sec-WebSocket-Version: 13",
                            "Sec-WebSocket-Key: " + RawSocket.KEY,
                            "Sec-WebSocket-Extensions: permessage-deflate"))
                    .startsWith("HTTP/1.1 101 ")
                    .doesNotContainIgnoringCase("sec-websocket-extensions");
        }
    }

    /// How many of so many commands at once are done and not refused.
    private static int accepted(RawSocket socket, String fields, int commands) throws IOException {
        for (int i = 0; i < commands; i++) {
            socket.say(fields + i + "\"}");
        }
        int accepted = 0;
        for (int i = 0; i < commands; i++) {
            String answer = socket.awaits("\"ref\":\"c-").text();
            if (answer.startsWith("{\"type\":\"ack\"")) {
                accepted++;
            } else {
                assertThat(answer).contains("\"code\":\"rate_limited\"", "\"retryAfterMs\":");
            }
        }
        return accepted;
    }
}
