package dev.hubbub.server.gateway;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Ends an HTTP connection whose peer takes nothing of what it is sent for a while, or it would keep its place
/// and the answers that wait for it, without end: it owes us nothing that the [RequestGuard] could miss. Stands
/// before the codec. Confined to the event loop.
///
/// Looks only while something waits, once in each such while, so that the end comes after one of them or two.
final class Uptake extends ChannelOutboundHandlerAdapter {
    private final Duration within;
    private final ChannelFutureListener wasTaken = this::wasTaken;
    private long taken;
    private @Nullable Future<?> timer;

    Uptake(Duration within) {
        this.within = within;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        var _ = ctx.write(message, promise.unvoid().addListener(wasTaken));
    }

    private void wasTaken(ChannelFuture write) {
        taken++;
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        if (timer == null) {
            watch(ctx);
        }
    }

    private void watch(ChannelHandlerContext ctx) {
        ChannelOutboundBuffer waiting = ctx.channel().unsafe().outboundBuffer();
        if (waiting == null || waiting.isEmpty()) {
            timer = null;
            return;
        }
        long before = taken;
        long part = waiting.currentProgress();
        timer = ctx.executor().schedule(() -> look(ctx, before, part), within.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// @param before what was taken whole then
    /// @param part how much was taken of the next
    private void look(ChannelHandlerContext ctx, long before, long part) {
        ChannelOutboundBuffer waiting = ctx.channel().unsafe().outboundBuffer();
        boolean waits = waiting != null && !waiting.isEmpty();
        if (waits && taken == before && waiting.currentProgress() == part) {
            timer = null;
            var _ = ctx.close();
        } else {
            watch(ctx);
        }
    }
}
