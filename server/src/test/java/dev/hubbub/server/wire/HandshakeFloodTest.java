package dev.hubbub.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One address opens connections without end and says nothing, half of an upgrade, or all of it and no hello. It gets
/// so many and no more, others come in all the while, and in the end nothing of it is left.
@Tag("integration")
class HandshakeFloodTest {
    private static final int MOST = 10;
    private static final String UPGRADE = "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + RawSocket.KEY + "\r\n\r\n";

    private static WireServer server = WireServer.shared();
    private static String token = "";

    @BeforeAll
    static void start() throws Exception {
        server = WireServer.start(Map.of(
                "HUBBUB_CONNECTIONS_PER_ADDRESS", Integer.toString(MOST),
                "HUBBUB_UNAUTHENTICATED_SECONDS", "3",
                "HUBBUB_REQUEST_SECONDS", "3",
                "HUBBUB_IDLE_SECONDS", "5"));
        token = server.register("bo");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgr", UPGRADE})
    void aFloodOfHandshakesKeepsNobodyOutAndLeavesNothing(String said) throws IOException {
        try (RawSocket bo = server.welcomed(token)) {
            List<RawSocket> flood = new ArrayList<>();
            for (int i = 0; i < 5 * MOST; i++) {
                RawSocket one = flooding();
                one.text(said);
                flood.add(one);
            }
            bo.answersPings();
            server.welcomed(token).close();
            for (RawSocket one : flood) {
                // All that it was told, up to the end that the server makes of it.
                one.rest();
                one.close();
            }
            bo.answersPings();
        }
        await().untilAsserted(HandshakeFloodTest::theFlooderComesInAgain);
    }

    private static void theFlooderComesInAgain() throws IOException {
        List<RawSocket> open = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            RawSocket one = flooding();
            open.add(one);
            one.text(UPGRADE);
            assertThat(one.head()).startsWith("HTTP/1.1 101 ");
            one.answersPings();
        }
        for (RawSocket one : open) {
            one.close();
        }
    }

    private static RawSocket flooding() throws IOException {
        return RawSocket.connected(server.port(), InetAddress.getByName("127.0.0.3"));
    }
}
