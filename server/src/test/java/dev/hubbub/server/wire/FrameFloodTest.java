package dev.hubbub.server.wire;

import static dev.hubbub.server.wire.RawSocket.FIN;
import static dev.hubbub.server.wire.RawSocket.PING;
import static dev.hubbub.server.wire.RawSocket.TEXT;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Ana sends without end what is answered, and takes no answer.
@Tag("integration")
class FrameFloodTest {
    private static final int AT_ONCE = 1_000;

    private final WireServer server = WireServer.shared();

    @Test
    void whoTakesNoPongsIsNoLongerRead() throws Exception {
        assertStalls(RawSocket.masked(FIN | PING, new byte[125]));
    }

    @Test
    void whoTakesNoAnswersIsNoLongerRead() throws Exception {
        assertStalls(RawSocket.masked(FIN | TEXT, "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8)));
    }

    private void assertStalls(byte[] frame) throws Exception {
        ByteBuffer many = ByteBuffer.allocate(frame.length * AT_ONCE);
        while (many.hasRemaining()) {
            many.put(frame);
        }
        AtomicLong sent = new AtomicLong();
        try (RawSocket ana = server.welcomed(server.register("ana"));
                RawSocket bo = server.welcomed(server.register("bo"))) {
            Thread.ofVirtual().start(() -> {
                while (ana.isOpen()) {
                    ana.bytes(many.array());
                    sent.incrementAndGet();
                }
            });
            await().until(() -> sent.get() > 0);
            AtomicLong before = new AtomicLong();
            await().during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> before.getAndSet(sent.get()) == sent.get());
            bo.answersPings();
        }
    }
}
