package dev.hubbub.server.gateway;

import dev.hubbub.protocol.CloseCode;
import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.CommandReader;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Reply;
import dev.hubbub.server.command.Scope;
import dev.hubbub.server.hub.Deflation;
import dev.hubbub.server.limit.Address;
import dev.hubbub.server.proxy.Incoming;
import dev.hubbub.server.session.EndedSession;
import io.netty.buffer.ByteBufInputStream;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client. Confined to its event loop, but for [#sayGoodbye].
final class Connection extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);
    private static final int MAX_FAULTS = 20;

    private final Gateway gateway;
    private final Channel channel;
    private final Sender sender;
    private final long number;
    private final Pace pace;
    private final Intake intake;
    private final Patience patience;
    private final @Nullable InetAddress remote;
    private ConnectionState state = ConnectionState.AWAITING_HELLO;
    private final Pass pass;
    private @Nullable Subscription subscription;
    private boolean addressCounted;
    private int faults;

    /// @param remote the client's address, through whichever proxies; null when nobody knows
    /// @param token of the upgrade request
    /// @param deflation null if the client does not want its messages compressed
    Connection(
            Gateway gateway,
            Channel channel,
            @Nullable InetAddress remote,
            @Nullable String token,
            @Nullable Deflation deflation) {
        this.gateway = gateway;
        this.channel = channel;
        this.sender = new Sender(channel, gateway.writer, deflation);
        this.number = gateway.nextNumber();
        this.remote = remote;
        this.pass = new Pass(gateway, this, token);
        this.pace = new Pace(gateway);
        this.intake = new Intake(channel, gateway.config.unanswered());
        this.patience = new Patience(gateway, channel, sender);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        gateway.watch(loop()).add(this);
    }

    /// The client has been told that this is a WebSocket: from here on there may be frames.
    void upgraded() {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        addressCounted = gateway.addresses.tryAcquire(Address.of(remote));
        if (!addressCounted) {
            close(CloseCode.TOO_MANY_CONNECTIONS);
        } else if (gateway.isClosing()) {
            close(CloseCode.RESTARTING);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        patience.heard();
        switch (frame) {
            case TextWebSocketFrame text -> read(text);
            case PingWebSocketFrame ping ->
                sender.send(new PongWebSocketFrame(ping.content().retain()));
            case CloseWebSocketFrame close -> answerClose(close);
            case BinaryWebSocketFrame _ -> close(CloseCode.NOT_TEXT);
            default -> {}
        }
    }

    /// Closes it if a deadline has passed; called every now and then.
    void look(long nanos, Instant now) {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        CloseCode due = pass.isOver(now)
                ? CloseCode.TOKEN_EXPIRED
                : patience.look(nanos, state == ConnectionState.AWAITING_HELLO);
        if (due != null) {
            close(due);
        }
    }

    private void read(TextWebSocketFrame text) {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        switch (gateway.reader.read(new ByteBufInputStream(text.content()))) {
            case CommandReader.Rejected(Ref ref, ErrorCode code, String message) -> fault(ref, code, message);
            case CommandReader.Accepted(Command command) -> accept(command);
        }
    }

    private void accept(Command command) {
        switch (command) {
            case Command.Hello hello -> hello(hello);
            case Command.Ping() -> sender.send(new ServerMessage.Pong());
            case Command.Typing(RoomId room) -> typing(room);
            case Command.Renew renew -> renew(renew);
            case Command.Answered answered -> answer(answered);
        }
    }

    private void hello(Command.Hello hello) {
        if (state != ConnectionState.AWAITING_HELLO) {
            fault(null, ErrorCode.INVALID, "hello comes first and once");
            return;
        }
        state = ConnectionState.CHECKING;
        pass.read(hello.token(), found -> admit(hello, found.orElse(null)), () -> close(CloseCode.UNAVAILABLE));
    }

    private void admit(Command.Hello hello, @Nullable Caller known) {
        if (state != ConnectionState.CHECKING) {
            return;
        }
        if (known == null) {
            turnAway(ErrorCode.UNAUTHENTICATED, "the token is missing, expired or not valid: log in again");
            return;
        }
        if (!known.may(Scope.READ)) {
            turnAway(ErrorCode.INSUFFICIENT_SCOPE, "a connection takes a token with the scope read");
            return;
        }
        CloseCode refusal = pass.show(known);
        if (refusal != null) {
            close(refusal);
            return;
        }
        state = ConnectionState.OPENING;
        // First this, then the snapshot: a join in between is noted rather than missed.
        Subscription own = Subscription.register(gateway, channel.eventLoop(), sender, known.user());
        subscription = own;
        boolean asked = gateway.snapshots.read(
                known.user().id(),
                channel.eventLoop(),
                places -> open(own, known.user(), hello, places),
                () -> close(CloseCode.UNAVAILABLE));
        if (!asked) {
            sender.send(new ServerMessage.Goodbye("too many come at once", gateway.spreadReconnectMs()));
            close(CloseCode.BUSY);
        }
    }

    private void turnAway(ErrorCode code, String message) {
        sender.send(new ServerMessage.Failure(null, code, message, null));
        close(CloseCode.UNAUTHENTICATED);
    }

    private void open(Subscription own, Person person, Command.Hello hello, List<Place> places) {
        if (state != ConnectionState.OPENING) {
            return;
        }
        state = ConnectionState.OPEN;
        Resume resume = Resume.of(hello, places, gateway.epoch, gateway.config.replayLimit());
        sender.write(new ServerMessage.Welcome(
                name(),
                gateway.node,
                gateway.epoch,
                person,
                places.stream().map(Place::state).toList(),
                resume.left(),
                new ServerMessage.Limits(
                        gateway.config.messageBytes(), gateway.config.frameBytes(), gateway.config.commandsPerSecond()),
                pass.expiresInMs()));
        resume.resets().forEach(sender::write);
        sender.flush();
        own.open(resume.starts());
    }

    private void renew(Command.Renew renew) {
        long waitMs = pace.take(pass.caller());
        if (waitMs > 0) {
            slowDown(renew.ref(), waitMs);
        } else {
            pass.read(
                    renew.token(),
                    found -> renewed(renew.ref(), found.orElse(null)),
                    () -> sender.send(new ServerMessage.Failure(
                            renew.ref(), ErrorCode.UNAVAILABLE, "the token cannot be checked now", 1_000L)));
        }
    }

    private void renewed(Ref ref, @Nullable Caller next) {
        if (state == ConnectionState.OPEN && next != null && pass.renew(next)) {
            sender.send(new ServerMessage.Ack(ref, new AckBody.Renewed(pass.expiresInMs())));
        } else {
            fault(ref, ErrorCode.UNAUTHENTICATED, "the token is not valid, or not of this connection's session");
        }
    }

    private void answer(Command.Answered command) {
        Caller known = pass.caller();
        if (state != ConnectionState.OPEN || known == null) {
            fault(command.ref(), ErrorCode.UNAUTHENTICATED, "say hello first, and wait for the welcome");
            return;
        }
        long waitMs = pace.take(known);
        if (waitMs > 0) {
            slowDown(command.ref(), waitMs);
            return;
        }
        faults = 0;
        intake.asked();
        var _ = incoming()
                .call(() -> gateway.backend.commands().apply(known, command))
                .whenComplete((reply, failure) -> onLoop(() -> answered(command.ref(), reply, failure)));
    }

    private void answered(Ref ref, @Nullable Reply reply, @Nullable Throwable failure) {
        intake.answered();
        switch (reply) {
            case Reply.Done(AckBody body) -> sender.send(new ServerMessage.Ack(ref, body));
            case Reply.Refused(ErrorCode code, String message, Long retryAfterMs) ->
                sender.send(new ServerMessage.Failure(ref, code, message, retryAfterMs));
            case null -> {
                log.error("{}: command {} failed", name(), ref, failure);
                sender.send(new ServerMessage.Failure(
                        ref, ErrorCode.INTERNAL, "the server failed; its log says why", null));
            }
        }
    }

    private void typing(RoomId room) {
        Caller known = pass.caller();
        Subscription own = subscription;
        if (known == null || own == null || !known.may(Scope.WRITE)) {
            return;
        }
        if (own.isSubscribed(room) && pace.take(known) == 0) {
            gateway.backend.typing().typing(known.user(), room);
        }
    }

    private void slowDown(Ref ref, long waitMs) {
        sender.send(new ServerMessage.Failure(ref, ErrorCode.RATE_LIMITED, "too many commands: slow down", waitMs));
    }

    private void fault(@Nullable Ref ref, ErrorCode code, String message) {
        sender.send(new ServerMessage.Failure(ref, code, message, null));
        faults++;
        if (faults == MAX_FAULTS) {
            log.info("{}: closed after {} bad commands, the last one {}", name(), faults, code.wireName());
            close(CloseCode.ABUSE);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        intake.readOrWait();
        if (channel.isWritable()) {
            patience.caughtUp();
            if (subscription != null) {
                subscription.drained();
            }
        } else {
            patience.lagging(() -> close(CloseCode.SLOW_CONSUMER));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
        patience.caughtUp();
        gateway.watch(loop()).remove(this);
        if (addressCounted) {
            gateway.addresses.release(Address.of(remote));
        }
        pass.leave();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (cause) {
            case CorruptedWebSocketFrameException bad
            when state != ConnectionState.CLOSED -> {
                CloseCode code = CloseCode.ofCode(bad.closeStatus().code()).orElse(CloseCode.PROTOCOL_ERROR);
                log.info("{}: closed with {}: {}", name(), code.code(), bad.getMessage());
                close(code);
            }
            case CorruptedWebSocketFrameException _ -> {}
            case IOException _ -> {
                var _ = channel.close();
            }
            default -> {
                log.error("{}: closed by a fault of ours", name(), cause);
                close(CloseCode.SERVER_ERROR);
            }
        }
    }

    /// Any thread: the server is going; come back in so many milliseconds.
    void sayGoodbye(long reconnectAfterMs) {
        onLoop(() -> {
            sender.send(new ServerMessage.Goodbye("the server is restarting", reconnectAfterMs));
            close(CloseCode.RESTARTING);
        });
    }

    /// Any thread: a session ended, perhaps this one.
    void ended(EndedSession ended) {
        onLoop(() -> pass.ended(ended));
    }

    /// Null when nobody knows.
    @Nullable
    InetAddress remote() {
        return remote;
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    /// Made anew each time: an idle connection is to be small.
    private Incoming incoming() {
        return new Incoming(remote, name());
    }

    private String name() {
        return gateway.node + "-" + number;
    }

    private void answerClose(CloseWebSocketFrame frame) {
        if (state == ConnectionState.CLOSED) {
            var _ = channel.close();
            return;
        }
        end();
        sender.answer(frame);
    }

    void close(CloseCode code) {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        end();
        gateway.counts.countClosed(code);
        sender.close(code);
    }

    private void end() {
        state = ConnectionState.CLOSED;
        intake.close();
        if (subscription != null) {
            subscription.end();
            subscription = null;
        }
    }

    private void onLoop(Runnable task) {
        channel.eventLoop().execute(task);
    }
}
