package dev.hubbub.server.gateway;

import dev.hubbub.protocol.CloseCode;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How long a client may keep its connection waiting: for the hello, for a sign of life, and for reading what it
/// was sent. Confined to the connection's event loop.
final class Patience {
    private final GatewayConfig config;
    private final GatewayCounts counts;
    private final Channel channel;
    private final Sender sender;
    private final long openedAt = System.nanoTime();
    private long heardAt = openedAt;
    private boolean pinged;
    private boolean lagging;
    private long unwritableRuns;

    Patience(Gateway gateway, Channel channel, Sender sender) {
        this.config = gateway.config;
        this.counts = gateway.counts;
        this.channel = channel;
        this.sender = sender;
    }

    /// The client has sent something.
    void heard() {
        pinged = false;
        heardAt = System.nanoTime();
    }

    /// Why to close it now; null if there is time left. One that was silent for long is asked first whether it is
    /// still there.
    @Nullable
    CloseCode look(long nanos, boolean awaitingHello) {
        if (awaitingHello && nanos - openedAt >= config.helloWithin().toNanos()) {
            return CloseCode.HELLO_TIMEOUT;
        }
        if (nanos - heardAt < config.idle().toNanos()) {
            return null;
        }
        if (pinged) {
            return CloseCode.IDLE;
        }
        pinged = true;
        heardAt = nanos;
        sender.send(new PingWebSocketFrame());
        return null;
    }

    /// It does not read as fast as it is sent to.
    ///
    /// @param over told if it has not caught up in time
    void lagging(Runnable over) {
        count(true);
        long run = unwritableRuns;
        var _ = channel.eventLoop()
                .schedule(
                        () -> {
                            if (run == unwritableRuns && !channel.isWritable()) {
                                over.run();
                            }
                        },
                        config.slow().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /// It has read all, or nearly, or is gone.
    void caughtUp() {
        count(false);
        unwritableRuns++;
    }

    private void count(boolean now) {
        if (lagging != now) {
            lagging = now;
            counts.countLagging(now);
        }
    }
}
