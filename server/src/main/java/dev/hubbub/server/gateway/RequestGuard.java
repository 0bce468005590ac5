package dev.hubbub.server.gateway;

import dev.hubbub.server.limit.Address;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Stands right behind the HTTP codec of one connection, for as long as that speaks HTTP: refuses [RequestFaults],
/// whoever lets the server wait for a request, and more connections than an address may have; gives every answer its
/// [AnswerHeaders]. Confined to the event loop.
///
/// A proxy that the operator trusts holds the connections of many, so these are not counted.
final class RequestGuard extends ChannelDuplexHandler {
    private enum Reading {
        NOTHING,
        HEAD,
        BODY
    }

    private final Gateway gateway;
    private Reading reading = Reading.NOTHING;
    private Reading armedFor = Reading.NOTHING;
    /// What is to come of the body, by what the codec read; not known of one in chunks.
    private long bodyBytes;
    private boolean folded;
    private boolean came;
    private boolean answered;
    private boolean answering;
    /// Requests that went on and whose answers did not come by whole. A refusal must not overtake these, or it is
    /// taken for the answer of another request.
    private int unanswered;
    private long since = System.nanoTime();
    private @Nullable HttpRefusal refusal;
    private boolean refused;
    private @Nullable Address counted;
    private @Nullable Future<?> timer;

    RequestGuard(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (isCounted(ctx)) {
            look(ctx);
        } else {
            refusal = new HttpRefusal(
                    HttpResponseStatus.TOO_MANY_REQUESTS,
                    "too many connections from this address (HUBBUB_CONNECTIONS_PER_ADDRESS)");
            // The pipeline is not whole yet.
            ctx.executor().execute(() -> turnAway(ctx));
        }
    }

    /// False if the address has as many as it may.
    private boolean isCounted(ChannelHandlerContext ctx) {
        InetAddress peer = ctx.channel().remoteAddress() instanceof InetSocketAddress inet ? inet.getAddress() : null;
        if (gateway.backend.admission().proxies().trusts(peer)) {
            return true;
        }
        Address address = Address.of(peer);
        boolean taken = gateway.httpAddresses.tryAcquire(address);
        counted = taken ? address : null;
        return taken;
    }

    /// Whether it is to be said inside of TLS, which somebody has yet to negotiate, is not worth a connection.
    private void turnAway(ChannelHandlerContext ctx) {
        if (ctx.pipeline().get(SslHandler.class) == null) {
            say(ctx);
        } else {
            var _ = ctx.close();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.cancel(false);
        }
        if (counted != null) {
            gateway.httpAddresses.release(counted);
            counted = null;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        came = true;
        if (refusal != null || !(message instanceof HttpObject part)) {
            ReferenceCountUtil.release(message);
            return;
        }
        HttpRefusal fault = RequestFaults.in(part);
        if (fault == null && folded && part instanceof HttpRequest) {
            fault = RequestFaults.FOLDED;
        }
        if (fault == null
                && unanswered > 0
                && part instanceof HttpRequest next
                && next.headers().contains("Upgrade")) {
            fault = new HttpRefusal(HttpResponseStatus.BAD_REQUEST, "an upgrade waits for the answers before it");
        }
        if (fault != null) {
            ReferenceCountUtil.release(message);
            refuse(ctx, fault);
            return;
        }
        if (message instanceof HttpRequest request) {
            unanswered++;
            bodyBytes = HttpUtil.getContentLength(request, 0L);
            now(Reading.BODY);
        }
        if (message instanceof LastHttpContent) {
            now(Reading.NOTHING);
        }
        ctx.fireChannelRead(message);
    }

    /// Told by [FoldedLines] before the codec has read the head in which it was.
    void sawFold() {
        folded = true;
    }

    /// Whether what comes next is of a body, or nobody reads it any more.
    boolean awaitsBody() {
        return reading == Reading.BODY || refusal != null;
    }

    /// How many of the next bytes are of this body, and of no head after it. Chunks are given out line by line, since
    /// their end is that of a line.
    ///
    /// @param untilLine how many stand before the next newline; -1 if there is none
    int ofBody(int readable, int untilLine) {
        if (refusal != null) {
            return readable;
        }
        if (bodyBytes == 0) {
            return untilLine < 0 ? readable : untilLine + 1;
        }
        int of = (int) Math.min(readable, bodyBytes);
        bodyBytes -= of;
        return of;
    }

    /// Also after bytes of which nothing whole came: these begin a head.
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!came && reading == Reading.NOTHING) {
            now(Reading.HEAD);
        }
        if (reading != Reading.NOTHING && reading != armedFor) {
            rearm(ctx);
        }
        came = false;
        ctx.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (refused) {
            // The route of a request whose body never came whole: nobody waits for its answer any more.
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        boolean informs = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof HttpResponse response && !informs) {
            gateway.answerHeaders.addTo(response);
            answering = true;
        }
        var _ = ctx.write(message, promise);
        if (message instanceof LastHttpContent && !informs) {
            wasAnswered(ctx);
        }
    }

    /// Whoever was refused may be gone before he has heard why, and behind us nobody is left to take note of it.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (refused && cause instanceof IOException) {
            var _ = ctx.close();
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }

    private void wasAnswered(ChannelHandlerContext ctx) {
        answering = false;
        answered = true;
        unanswered--;
        if (refusal != null) {
            if (unanswered == 0) {
                ctx.executor().execute(() -> say(ctx));
            }
        } else if (reading != Reading.BODY || unanswered > 0) {
            since = System.nanoTime();
        }
    }

    private void now(Reading next) {
        reading = next;
        since = System.nanoTime();
    }

    /// Ends what took too long, and comes back when the next thing may have.
    private void look(ChannelHandlerContext ctx) {
        if (refusal != null) {
            return;
        }
        armedFor = reading;
        long left = left();
        if (left > 0) {
            timer = ctx.executor().schedule(() -> look(ctx), left, TimeUnit.NANOSECONDS);
        } else if (reading == Reading.NOTHING) {
            var _ = ctx.close();
        } else {
            String part = reading == Reading.HEAD ? "head" : "body";
            refuse(
                    ctx,
                    new HttpRefusal(
                            HttpResponseStatus.REQUEST_TIMEOUT,
                            "the %s of a request came too slowly (HUBBUB_REQUEST_SECONDS)".formatted(part)));
        }
    }

    private void rearm(ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.cancel(false);
        }
        look(ctx);
    }

    /// While it waits for us and not we for it, no time passes.
    private long left() {
        boolean quiet = reading == Reading.NOTHING && answered;
        Duration allowed = quiet ? gateway.config.idle().multipliedBy(2) : gateway.config.requestWithin();
        boolean waits = unanswered > (reading == Reading.BODY ? 1 : 0);
        return waits ? allowed.toNanos() : since + allowed.toNanos() - System.nanoTime();
    }

    private void refuse(ChannelHandlerContext ctx, HttpRefusal why) {
        refusal = why;
        if (reading != Reading.BODY) {
            if (unanswered == 0) {
                say(ctx);
            }
        } else if (unanswered == 1 && !answering) {
            say(ctx);
        } else {
            var _ = ctx.close();
        }
    }

    private void say(ChannelHandlerContext ctx) {
        HttpRefusal why = refusal;
        if (why != null && !refused && ctx.channel().isActive() && !ctx.isRemoved()) {
            refused = true;
            List<String> names = List.copyOf(ctx.pipeline().toMap().keySet());
            names.subList(names.indexOf(ctx.name()) + 1, names.size()).forEach(ctx.pipeline()::remove);
            why.send(ctx, gateway.answerHeaders);
        }
    }
}
