package dev.hubbub.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class HandshakeTest {
    private static final String UPGRADE = "Upgrade: websocket";
    private static final String CONNECTION = "Connection: keep-alive, Upgrade";
    private static final String VERSION = "Sec-WebSocket-Version: 13";
    private static final String KEY = "Sec-WebSocket-Key: " + RawSocket.KEY;

    private final WireServer server = WireServer.shared();

    @Test
    void ourSubprotocolIsAccepted() throws IOException {
        assertThat(get(UPGRADE, CONNECTION, VERSION, KEY, "Sec-WebSocket-Protocol: chat, hubbub.v1"))
                .startsWith("HTTP/1.1 101 ")
                .containsIgnoringCase("sec-websocket-protocol: hubbub.v1");
    }

    @Test
    void noSubprotocolIsDemanded() throws IOException {
        assertThat(get(UPGRADE, CONNECTION, VERSION, KEY))
                .startsWith("HTTP/1.1 101 ")
                .doesNotContainIgnoringCase("sec-websocket-protocol");
    }

    @Test
    void aSubprotocolThatIsNotOursIsNotPromised() throws IOException {
        assertThat(get(UPGRADE, CONNECTION, VERSION, KEY, "Sec-WebSocket-Protocol: mqtt"))
                .startsWith("HTTP/1.1 101 ")
                .doesNotContainIgnoringCase("sec-websocket-protocol");
    }

    @Test
    void anotherVersionIsToldWhichOneToSpeak() throws IOException {
        for (String version : new String[] {"Sec-WebSocket-Version: 8", "Sec-WebSocket-Version: 14", ""}) {
            assertThat(get(UPGRADE, CONNECTION, version, KEY))
                    .startsWith("HTTP/1.1 426 ")
                    .containsIgnoringCase("sec-websocket-version: 13");
        }
    }

    @Test
    void aMissingOrWrongKeyIsABadRequest() throws IOException {
        assertThat(get(UPGRADE, CONNECTION, VERSION)).startsWith("HTTP/1.1 400 ");
        assertThat(get(UPGRADE, CONNECTION, VERSION, "Sec-WebSocket-Key: short"))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void anUpgradeThatTheConnectionHeaderDoesNotNameIsABadRequest() throws IOException {
        assertThat(get(UPGRADE, VERSION, KEY)).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aRefusedUpgradeEndsTheConnection() throws IOException {
        try (RawSocket socket = RawSocket.connected(server.port())) {
            assertThat(socket.request("GET /ws HTTP/1.1", UPGRADE, CONNECTION, VERSION))
                    .containsIgnoringCase("connection: close");
        }
    }

    @Test
    void aPostIsNoUpgrade() throws IOException {
        try (RawSocket socket = RawSocket.connected(server.port())) {
            assertThat(socket.request("POST /ws HTTP/1.1", UPGRADE, CONNECTION, VERSION, KEY, "Content-Length: 0"))
                    .startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void aGetWithoutAnUpgradeFindsNothing() throws IOException {
        assertThat(get()).startsWith("HTTP/1.1 404 ");
    }

    private String get(String... headers) throws IOException {
        try (RawSocket socket = RawSocket.connected(server.port())) {
            return socket.request("GET /ws HTTP/1.1", headers);
        }
    }
}
