package dev.hubbub.server.gateway;

import dev.hubbub.server.command.Caller;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Stands behind the HTTP codec of one connection. A WebSocket upgrade of `/ws` leaves the HTTP pipeline here,
/// for good; everything else passes. Confined to the event loop.
public final class Gate extends ChannelInboundHandlerAdapter {
    private static final String PATH = "/ws";
    private static final String SUBPROTOCOL = "hubbub.v1";
    private static final String BEARER = "Bearer ";

    private final Gateway gateway;
    private @Nullable HttpRequest upgrade;

    public Gate(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request && isUpgrade(request)) {
            upgrade = request;
        }
        HttpRequest taken = upgrade;
        if (taken == null) {
            ctx.fireChannelRead(message);
            return;
        }
        try {
            if (message instanceof LastHttpContent) {
                take(ctx, taken);
            } else {
                // Micronaut reads by hand and does not see this request, so nobody else asks for its end.
                ctx.read();
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private static boolean isUpgrade(HttpRequest request) {
        String uri = request.uri();
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        return path.equals(PATH)
                && request.method().equals(HttpMethod.GET)
                && "websocket".equalsIgnoreCase(request.headers().get(HttpHeaderNames.UPGRADE));
    }

    private void take(ChannelHandlerContext ctx, HttpRequest request) {
        Channel channel = ctx.channel();
        DefaultFullHttpRequest whole =
                new DefaultFullHttpRequest(request.protocolVersion(), request.method(), request.uri());
        whole.headers().set(request.headers());
        Optional<Caller> caller = caller(request);
        removeHandlersBehind(ctx);
        channel.config().setAutoRead(true);
        WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshakerFactory(null, SUBPROTOCOL, decoder()).newHandshaker(whole);
        if (handshaker == null) {
            var _ = WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(channel);
            return;
        }
        try {
            var _ = handshaker.handshake(channel, whole).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            addHandlers(channel.pipeline(), caller.orElse(null));
            ctx.pipeline().remove(this);
        } catch (WebSocketHandshakeException e) {
            var _ = channel.close();
        } finally {
            whole.release();
        }
    }

    private WebSocketDecoderConfig decoder() {
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(gateway.config.frameBytes())
                .withUTF8Validator(false)
                .closeOnProtocolViolation(false)
                .build();
    }

    private void addHandlers(ChannelPipeline pipeline, @Nullable Caller caller) {
        pipeline.addLast(new IdleStateHandler(gateway.config.idle().toMillis(), 0, 0, TimeUnit.MILLISECONDS));
        pipeline.addLast(new WebSocketFrameAggregator(gateway.config.frameBytes()));
        pipeline.addLast(new Utf8FrameValidator(false));
        pipeline.addLast(new Connection(gateway, pipeline.channel(), caller));
    }

    private Optional<Caller> caller(HttpRequest request) {
        String header = request.headers().get(HttpHeaderNames.AUTHORIZATION);
        return header != null && header.startsWith(BEARER)
                ? gateway.backend
                        .tokens()
                        .apply(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private static void removeHandlersBehind(ChannelHandlerContext ctx) {
        ChannelPipeline pipeline = ctx.pipeline();
        for (ChannelHandler last = pipeline.last();
                last != null && !last.equals(ctx.handler());
                last = pipeline.last()) {
            pipeline.remove(last);
        }
    }
}
