package dev.hubbub.server.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Stands behind the HTTP codec of one connection. A WebSocket upgrade of `/ws` leaves the HTTP pipeline here,
/// for good; everything else passes. Confined to the event loop.
public final class Gate extends ChannelInboundHandlerAdapter {
    private static final String PATH = "/ws";
    private static final String SUBPROTOCOL = "hubbub.v1";
    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;

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

    /// Whose upgrade was refused may be gone before he has heard why, and behind us nobody is left to take note of it.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (upgrade != null && cause instanceof IOException) {
            var _ = ctx.close();
        } else {
            ctx.fireExceptionCaught(cause);
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
        ctx.channel().config().setAutoRead(true);
        HttpHeaders headers = request.headers();
        InetAddress peer = ctx.channel().remoteAddress() instanceof InetSocketAddress inet ? inet.getAddress() : null;
        Handshake handshake =
                new Handshake(headers, gateway.backend.admission().proxies().client(peer, headers::getAll));
        // Netty would speak the drafts before the standard too.
        if (!VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            refuse(ctx, HttpResponseStatus.UPGRADE_REQUIRED, "this server speaks version 13 of WebSocket (RFC 6455)");
        } else if (!isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY))) {
            refuse(ctx, HttpResponseStatus.BAD_REQUEST, "Sec-WebSocket-Key must be 16 bytes in base64 (RFC 6455)");
        } else if (!headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
            refuse(ctx, HttpResponseStatus.BAD_REQUEST, "a WebSocket needs Connection: Upgrade (RFC 6455)");
        } else if (!handshake.mayCome(gateway.backend.admission().origins())) {
            refuse(ctx, HttpResponseStatus.FORBIDDEN, "pages of this origin may not connect (HUBBUB_ORIGINS)");
        } else {
            upgrade(ctx, request, handshake);
        }
    }

    private void upgrade(ChannelHandlerContext ctx, HttpRequest request, Handshake handshake) {
        Optional<String> deflate = gateway.deflation == null
                ? Optional.empty()
                : DeflateOffer.accept(request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS));
        HttpHeaders answer = new DefaultHttpHeaders();
        deflate.ifPresent(extension -> answer.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, extension));
        Channel channel = ctx.channel();
        String token = handshake.token(gateway.backend.admission().origins()).orElse(null);
        Connection connection = new Connection(
                gateway, channel, handshake.client().address(), token, deflate.isPresent() ? gateway.deflation : null);
        FullHttpRequest whole = new DefaultFullHttpRequest(
                request.protocolVersion(), request.method(), request.uri(), Unpooled.EMPTY_BUFFER);
        whole.headers().set(request.headers());
        removeGuards(channel);
        addHandlers(ctx, connection);
        handlersFrom(ctx).forEach(channel.pipeline()::remove);
        new WebSocketServerHandshaker13(null, SUBPROTOCOL, decoder(deflate.isPresent()))
                .handshake(channel, whole, answer, channel.newPromise())
                .addListener(done -> {
                    if (done.isSuccess()) {
                        connection.upgraded();
                    } else {
                        var _ = channel.close();
                    }
                });
    }

    /// There are none where tests build the pipeline by hand.
    private static void removeGuards(Channel channel) {
        if (channel.pipeline().get(RequestGuard.class) != null) {
            channel.pipeline().remove(RequestGuard.class);
            channel.pipeline().remove(FoldedLines.class);
            channel.pipeline().remove(Uptake.class);
        }
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void refuse(ChannelHandlerContext ctx, HttpResponseStatus status, String why) {
        handlersFrom(ctx).stream().skip(1).forEach(ctx.pipeline()::remove);
        FullHttpResponse response = new HttpRefusal(status, why).response();
        response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private WebSocketDecoderConfig decoder(boolean compressed) {
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(gateway.config.frameBytes())
                .allowExtensions(compressed)
                .withUTF8Validator(false)
                .closeOnProtocolViolation(false)
                .build();
    }

    private void addHandlers(ChannelHandlerContext ctx, Connection connection) {
        // Micronaut's, with timers for HTTP; a WebSocket has the gateway's watch over it.
        if (ctx.pipeline().get(IdleStateHandler.class) != null) {
            ctx.pipeline().remove(IdleStateHandler.class);
        }
        ctx.pipeline()
                .addBefore(ctx.name(), null, new MessageAssembler(gateway.config.frameBytes()))
                .addBefore(ctx.name(), null, connection);
    }

    /// Itself and all behind it, by name, the first first. They must be taken out in this order: Micronaut keeps
    /// its own handler until the connection ends, by it the context that it had here, and by that its neighbours of
    /// the moment in which it was taken out. If these are not ones that stay, the whole HTTP codec and the request
    /// stay with them.
    private static List<String> handlersFrom(ChannelHandlerContext ctx) {
        List<String> names = List.copyOf(ctx.pipeline().toMap().keySet());
        return names.subList(names.indexOf(ctx.name()), names.size());
    }
}
