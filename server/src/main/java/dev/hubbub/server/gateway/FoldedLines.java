package dev.hubbub.server.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// Stands before the HTTP codec of one connection, to see headers that are folded over several lines (RFC 9112, 5.2):
/// the codec joins them before anybody else could. Tells the [RequestGuard], which refuses the request. Confined to the
/// event loop.
///
/// It knows line ends and nothing else of HTTP, or it would be a second parser that may differ from the codec: it gives
/// the codec a head up to its empty line, and then asks the guard what the codec made of it.
final class FoldedLines extends ChannelInboundHandlerAdapter {
    private enum Place {
        BEFORE_HEAD,
        IN_LINE,
        LINE_BEGINS,
        AFTER_RETURN
    }

    private final RequestGuard guard;
    private Place place = Place.BEFORE_HEAD;

    FoldedLines(RequestGuard guard) {
        this.guard = guard;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ctx.fireChannelRead(message);
            return;
        }
        try {
            // Once the connection is a WebSocket we are out of it.
            while (bytes.isReadable() && !ctx.isRemoved()) {
                ctx.fireChannelRead(bytes.readRetainedSlice(next(bytes)));
            }
            if (bytes.isReadable()) {
                ctx.fireChannelRead(bytes.readRetainedSlice(bytes.readableBytes()));
            }
        } finally {
            bytes.release();
        }
    }

    /// How many of the bytes go on together: none beyond the head or body that the first is of.
    private int next(ByteBuf bytes) {
        return place == Place.BEFORE_HEAD && guard.awaitsBody()
                ? guard.ofBody(bytes.readableBytes(), bytes.bytesBefore((byte) '\n'))
                : ofHead(bytes);
    }

    private int ofHead(ByteBuf bytes) {
        for (int i = bytes.readerIndex(); i < bytes.writerIndex(); i++) {
            if (endsHead(bytes.getByte(i))) {
                return i + 1 - bytes.readerIndex();
            }
        }
        return bytes.readableBytes();
    }

    private boolean endsHead(byte next) {
        boolean blank = next == ' ' || next == '\t';
        boolean ends = next == '\n' && (place == Place.LINE_BEGINS || place == Place.AFTER_RETURN);
        if (place == Place.LINE_BEGINS && blank) {
            guard.sawFold();
        }
        place = switch (place) {
            // The codec passes over these too.
            case BEFORE_HEAD -> blank || next == '\r' || next == '\n' ? Place.BEFORE_HEAD : Place.IN_LINE;
            case IN_LINE -> next == '\n' ? Place.LINE_BEGINS : Place.IN_LINE;
            case LINE_BEGINS -> next == '\r' ? Place.AFTER_RETURN : Place.IN_LINE;
            case AFTER_RETURN -> Place.IN_LINE;
        };
        if (ends) {
            place = Place.BEFORE_HEAD;
        }
        return ends;
    }
}
