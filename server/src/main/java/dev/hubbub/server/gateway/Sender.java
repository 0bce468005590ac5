package dev.hubbub.server.gateway;

import dev.hubbub.protocol.CloseCode;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.ServerMessageWriter;
import dev.hubbub.server.hub.Frames;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;

/// Writes to one client. Confined to its event loop.
final class Sender {
    private final Channel channel;
    private final ServerMessageWriter writer;

    Sender(Channel channel, ServerMessageWriter writer) {
        this.channel = channel;
        this.writer = writer;
    }

    void send(ServerMessage message) {
        write(message);
        flush();
    }

    void write(ServerMessage message) {
        write(frame(message));
    }

    /// Takes over the reference.
    void write(ByteBuf frames) {
        var _ = channel.write(frames, channel.voidPromise());
    }

    void flush() {
        channel.flush();
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /// The caller owns it.
    ByteBuf frame(ServerMessage message) {
        return Frames.text(writer.write(message), channel.alloc());
    }

    void close(CloseCode code) {
        channel.writeAndFlush(new CloseWebSocketFrame(code.code(), code.reason()))
                .addListener(ChannelFutureListener.CLOSE);
    }
}
