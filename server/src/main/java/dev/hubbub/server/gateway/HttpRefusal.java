package dev.hubbub.server.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// What a connection is told that ends with it. In plain text: nobody who is refused here speaks our API.
///
/// @param why names the limit or the rule
record HttpRefusal(HttpResponseStatus status, String why) {
    private static final long LINGER_MS = 1_000;
    private static final String RETRY_SECONDS = "10";

    FullHttpResponse response() {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(why + "\n", StandardCharsets.UTF_8));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (status.equals(HttpResponseStatus.TOO_MANY_REQUESTS)) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS);
        }
        return response;
    }

    /// Says it and ends the connection. What is still coming in is taken for a moment and thrown away, or the reset
    /// that answers it would destroy the answer before it is read.
    void send(ChannelHandlerContext ctx, AnswerHeaders headers) {
        FullHttpResponse response = response();
        headers.addTo(response);
        ctx.channel().config().setAutoRead(true);
        ctx.writeAndFlush(response).addListener((ChannelFuture _) -> linger(ctx));
    }

    private static void linger(ChannelHandlerContext ctx) {
        if (ctx.channel() instanceof DuplexChannel channel && ctx.pipeline().get(SslHandler.class) == null) {
            var _ = channel.shutdownOutput();
            Runnable end = () -> {
                var _ = ctx.close();
            };
            var _ = ctx.executor().schedule(end, LINGER_MS, TimeUnit.MILLISECONDS);
        } else {
            var _ = ctx.close();
        }
    }
}
