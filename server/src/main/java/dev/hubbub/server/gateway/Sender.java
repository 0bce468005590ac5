package dev.hubbub.server.gateway;

import dev.hubbub.protocol.CloseCode;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.ServerMessageWriter;
import dev.hubbub.server.hub.Deflation;
import dev.hubbub.server.hub.Frames;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/// Writes to one client, until a close is written. Confined to its event loop.
final class Sender {
    private final Channel channel;
    private final ServerMessageWriter writer;
    private final @Nullable Deflation deflation;
    private boolean closed;

    /// @param deflation null if the client does not want its messages compressed
    Sender(Channel channel, ServerMessageWriter writer, @Nullable Deflation deflation) {
        this.channel = channel;
        this.writer = writer;
        this.deflation = deflation;
    }

    @Nullable
    Deflation deflation() {
        return deflation;
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
        if (closed) {
            frames.release();
        } else {
            var _ = channel.write(frames, channel.voidPromise());
        }
    }

    /// A ping or a pong. Takes over the reference.
    void send(WebSocketFrame control) {
        if (closed) {
            control.release();
        } else {
            var _ = channel.writeAndFlush(control, channel.voidPromise());
        }
    }

    void flush() {
        channel.flush();
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /// The caller owns it.
    ByteBuf frame(ServerMessage message) {
        byte[] json = writer.write(message);
        return deflation == null ? Frames.text(json, channel.alloc()) : deflation.text(json, channel.alloc());
    }

    void close(CloseCode code) {
        closed = true;
        CloseFrames.send(channel, code);
    }

    /// The client closed first.
    void answer(CloseWebSocketFrame close) {
        closed = true;
        CloseFrames.answer(channel, close);
    }
}
