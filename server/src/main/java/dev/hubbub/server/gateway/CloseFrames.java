package dev.hubbub.server.gateway;

import dev.hubbub.protocol.CloseCode;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/// The last frame of a connection, and the end of its socket. On the connection's event loop.
///
/// A socket that is closed at once is reset if anything on it is unread, and the client would never see the
/// code. So only our direction ends, and the socket goes when the client has gone too (RFC 6455, 7.1.1), or
/// after a while, since a client that takes nothing would stay for ever.
final class CloseFrames {
    private static final long LINGER_MS = 3_000;

    private CloseFrames() {}

    static void send(Channel channel, CloseCode code) {
        write(channel, new CloseWebSocketFrame(code.code(), code.reason())).addListener(_ -> shutdownOutput(channel));
    }

    /// The client closes: nothing more will come from it.
    static void answer(Channel channel, CloseWebSocketFrame close) {
        int code = close.statusCode() > 0 ? close.statusCode() : CloseCode.NORMAL.code();
        write(channel, new CloseWebSocketFrame(code, "")).addListener(ChannelFutureListener.CLOSE);
    }

    private static ChannelFuture write(Channel channel, CloseWebSocketFrame frame) {
        Runnable end = () -> {
            var _ = channel.close();
        };
        var _ = channel.eventLoop().schedule(end, LINGER_MS, TimeUnit.MILLISECONDS);
        // It may have been stopped because of too many unanswered commands.
        channel.config().setAutoRead(true);
        return channel.writeAndFlush(frame);
    }

    private static void shutdownOutput(Channel channel) {
        if (channel instanceof DuplexChannel plain && channel.pipeline().get(SslHandler.class) == null) {
            var _ = plain.shutdownOutput();
        }
    }
}
