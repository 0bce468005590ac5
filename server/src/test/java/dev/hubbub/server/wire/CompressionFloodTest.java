package dev.hubbub.server.wire;

import static dev.hubbub.server.wire.RawSocket.FIN;
import static dev.hubbub.server.wire.RawSocket.RSV1;
import static dev.hubbub.server.wire.RawSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Little that becomes much. Bo, who talks beside, notices nothing of it.
@Tag("integration")
class CompressionFloodTest {
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";
    private static final int FRAME_BYTES = 65_536;

    private final WireServer server = WireServer.shared();
    private final String token;
    private final RawSocket bo;

    CompressionFloodTest() throws Exception {
        token = server.register("ana");
        bo = server.welcomed(server.register("bo"));
    }

    @AfterEach
    void boNeverNoticed() throws IOException {
        bo.answersPings();
        bo.close();
    }

    @Test
    void bombAfterBombIsRefusedAsTooLarge() throws IOException {
        byte[] bomb = RawSocket.deflate(new byte[20_000_000]);
        assertThat(bomb).hasSizeLessThan(FRAME_BYTES);
        for (int i = 0; i < 50; i++) {
            try (RawSocket ana = server.welcomed(token, OFFER)) {
                ana.frame(FIN | RSV1 | TEXT, bomb);
                assertThat(ana.awaitsClose()).isEqualTo(1009);
            }
            bo.answersPings();
        }
    }

    /// Before the hello too: nobody knows who that is.
    @Test
    void aBombNeedsNoHelloToBeRefused() throws IOException {
        try (RawSocket nobody = RawSocket.upgraded(server.port(), OFFER)) {
            nobody.frame(FIN | RSV1 | TEXT, RawSocket.deflate(new byte[20_000_000]));
            assertThat(nobody.awaitsClose()).isEqualTo(1009);
        }
    }

    @Test
    void whatInflatesToAlmostTooMuchAgainAndAgainHoldsUpNobody() throws IOException {
        String blanks = " ".repeat(FRAME_BYTES - 100);
        byte[] ping = RawSocket.deflate(("{\"type\":\"ping\"" + blanks + "}").getBytes(StandardCharsets.UTF_8));
        assertThat(ping).hasSizeLessThan(200);
        try (RawSocket ana = server.welcomed(token, OFFER)) {
            for (int i = 0; i < 500; i++) {
                ana.frame(FIN | RSV1 | TEXT, ping);
            }
            bo.answersPings();
            for (int i = 0; i < 500; i++) {
                ana.awaits("\"type\":\"pong\"");
            }
        }
    }
}
