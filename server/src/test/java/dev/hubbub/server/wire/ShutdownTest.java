package dev.hubbub.server.wire;

import static dev.hubbub.server.wire.RawSocket.CLOSE;
import static dev.hubbub.server.wire.RawSocket.FIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class ShutdownTest {
    private static final Pattern WAIT = Pattern.compile("\"reconnectAfterMs\":(\\d+)");

    @Test
    void everyoneIsToldToComeBackAtATimeOfHisOwn() throws Exception {
        WireServer server = WireServer.start(Map.of("HUBBUB_TRANSPORT", "nio"));
        int port = server.port();
        List<RawSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            sockets.add(server.welcomed(server.register("ana")));
        }
        RawSocket neverSaidHello = RawSocket.upgraded(server.port());
        Thread closing = Thread.ofVirtual().start(server::close);
        Set<Long> waits = new HashSet<>();
        for (RawSocket socket : sockets) {
            waits.add(wait(socket.awaits("\"type\":\"goodbye\"").text()));
            answerClose(socket);
        }
        answerClose(neverSaidHello);
        closing.join();
        assertThat(waits).hasSizeGreaterThan(1).allMatch(wait -> wait >= 0 && wait <= 3_000);
        // Seen once: a connection was still taken a moment after the close had returned.
        await().untilAsserted(() ->
                assertThatThrownBy(() -> RawSocket.connected(port).close()).isInstanceOf(IOException.class));
    }

    private static void answerClose(RawSocket socket) throws IOException {
        assertThat(socket.awaitsClose()).isEqualTo(1012);
        socket.frame(FIN | CLOSE, new byte[0]);
        assertThat(socket.isEnded()).isTrue();
    }

    private static long wait(String goodbye) {
        Matcher matcher = WAIT.matcher(goodbye);
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
