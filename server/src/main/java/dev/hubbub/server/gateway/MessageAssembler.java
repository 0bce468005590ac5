package dev.hubbub.server.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToMessageDecoder;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes whole text messages of frames: put together, inflated, checked to be UTF-8, and bounded at each of
/// these steps. Confined to its event loop.
///
/// Fragments are copied into one buffer; kept as they are, a message of many tiny ones would cost a hundred
/// times its bytes.
final class MessageAssembler extends MessageToMessageDecoder<WebSocketFrame> {
    private static final int MOST_FRAGMENTS = 1_000;
    private static final int RSV1 = 0b100;

    private final int mostBytes;
    private @Nullable ByteBuf partial;
    private int fragments;
    private boolean compressed;
    private boolean broken;

    MessageAssembler(int mostBytes) {
        super(WebSocketFrame.class);
        this.mostBytes = mostBytes;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, WebSocketFrame frame, List<Object> out) {
        // What follows a fault is only read for the answer to our close.
        if (broken && !(frame instanceof CloseWebSocketFrame)) {
            return;
        }
        checkReservedBits(frame);
        switch (frame) {
            case TextWebSocketFrame text -> {
                compressed = text.rsv() == RSV1;
                if (text.isFinalFragment()) {
                    finish(ctx, text.content().retain(), out);
                } else {
                    append(ctx, text.content());
                }
            }
            case ContinuationWebSocketFrame more -> {
                ByteBuf whole = append(ctx, more.content());
                if (more.isFinalFragment()) {
                    partial = null;
                    fragments = 0;
                    finish(ctx, whole, out);
                }
            }
            default -> out.add(frame.retain());
        }
    }

    /// The codec leaves them alone once an extension is in play.
    private void checkReservedBits(WebSocketFrame frame) {
        boolean start = !(frame instanceof ContinuationWebSocketFrame) && isData(frame);
        if (frame.rsv() != 0 && !(start && frame.rsv() == RSV1)) {
            throw fault(WebSocketCloseStatus.PROTOCOL_ERROR, "a reserved bit is set that means nothing here");
        }
    }

    private static boolean isData(WebSocketFrame frame) {
        return frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
    }

    private ByteBuf append(ChannelHandlerContext ctx, ByteBuf fragment) {
        ByteBuf whole = partial;
        if (whole == null) {
            whole = ctx.alloc().directBuffer(fragment.readableBytes());
            partial = whole;
        }
        if (whole.readableBytes() + fragment.readableBytes() > mostBytes) {
            throw fault(WebSocketCloseStatus.MESSAGE_TOO_BIG, "a message has more than " + mostBytes + " bytes");
        }
        if (++fragments > MOST_FRAGMENTS) {
            throw fault(
                    WebSocketCloseStatus.POLICY_VIOLATION,
                    "a message comes in more than " + MOST_FRAGMENTS + " frames");
        }
        return whole.writeBytes(fragment);
    }

    /// Takes over the reference.
    private void finish(ChannelHandlerContext ctx, ByteBuf whole, List<Object> out) {
        ByteBuf message = whole;
        try {
            if (compressed) {
                message = Inflation.inflate(whole, mostBytes, ctx.alloc());
                whole.release();
            }
            if (!ByteBufUtil.isText(message, StandardCharsets.UTF_8)) {
                throw fault(WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "text is not UTF-8");
            }
            out.add(new TextWebSocketFrame(message));
        } catch (RuntimeException e) {
            broken = true;
            message.release();
            throw e;
        }
    }

    private CorruptedWebSocketFrameException fault(WebSocketCloseStatus status, String what) {
        broken = true;
        return new CorruptedWebSocketFrameException(status, what);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (partial != null) {
            partial.release();
            partial = null;
        }
    }
}
