package dev.hubbub.server.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.ServerMessageReader;
import dev.hubbub.protocol.UserId;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A client that keeps its lists of who is online as the protocol says, reads as slowly as the test wants, and
/// notes what a server must not send. Its own monitor guards what it saw.
final class WatchingClient extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private static final ServerMessageReader READER = new ServerMessageReader();
    /// So that a connection that is not read from is soon one that cannot be written to. With much less TCP crawls.
    static final int SOCKET_BYTES = 8_192;

    final Person person;
    private final String token;
    private final Map<RoomId, Seen> rooms = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final Channel channel;
    private boolean welcomed;

    /// What it shows of one room: names, a number, or nothing yet.
    record Seen(@Nullable Set<UserId> names, @Nullable Integer count) {
        static Seen nothing() {
            return new Seen(null, null);
        }
    }

    WatchingClient(Person person, int port, EventLoopGroup loops) {
        this.person = person;
        token = person.username();
        channel = connect(port, loops);
    }

    private Channel connect(int port, EventLoopGroup loops) {
        var config = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri("ws://127.0.0.1:" + port + "/ws")
                .build();
        return new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.SO_RCVBUF, SOCKET_BYTES)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel made) {
                        made.pipeline()
                                .addLast(
                                        new HttpClientCodec(),
                                        new HttpObjectAggregator(8_192),
                                        new WebSocketClientProtocolHandler(config),
                                        WatchingClient.this);
                    }
                })
                .connect("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            var _ = ctx.writeAndFlush(
                    new TextWebSocketFrame("{\"type\":\"hello\",\"token\":\"" + token + "\"}"), ctx.voidPromise());
        }
    }

    void reads(boolean now) {
        channel.config().setAutoRead(now);
    }

    void close() {
        channel.close().syncUninterruptibly();
    }

    synchronized boolean isWelcomed() {
        return welcomed;
    }

    synchronized Map<RoomId, Seen> rooms() {
        return Map.copyOf(rooms);
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    protected synchronized void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) throws IOException {
        switch (READER.read(frame.text().getBytes(UTF_8)).orElse(null)) {
            case ServerMessage.Welcome welcome -> {
                welcomed = true;
                welcome.rooms().stream().map(RoomState::id).forEach(room -> rooms.put(room, Seen.nothing()));
            }
            case ServerMessage.RoomOpened(RoomState room) -> rooms.putIfAbsent(room.id(), Seen.nothing());
            case ServerMessage.EventDelivered(var event) -> {
                boolean own = event.user() != null && event.user().id().equals(person.id());
                if (event.kind() == EventKind.ROOM_DELETED || (own && event.kind() != EventKind.MEMBER_JOINED)) {
                    rooms.remove(event.room());
                }
            }
            case ServerMessage.Presence presence -> take(presence);
            case ServerMessage.Failure failure -> faults.add(failure.toString());
            case null, default -> {}
        }
    }

    private void take(ServerMessage.Presence presence) {
        Seen seen = rooms.get(presence.room());
        if (seen == null) {
            faults.add("a room that it does not know: " + presence);
        } else if (presence.count() != null) {
            rooms.put(presence.room(), new Seen(null, presence.count()));
        } else if (presence.online() != null) {
            rooms.put(presence.room(), new Seen(ids(presence.online()), null));
        } else {
            rooms.put(presence.room(), new Seen(changed(seen, presence), null));
        }
    }

    private Set<UserId> changed(Seen seen, ServerMessage.Presence diff) {
        Set<UserId> names = new HashSet<>();
        if (seen.names() == null) {
            faults.add("a difference to what it never got: " + diff);
        } else {
            names.addAll(seen.names());
        }
        if (!names.containsAll(ids(diff.left())) || !Collections.disjoint(names, ids(diff.joined()))) {
            faults.add("told twice: " + diff + " to " + names);
        }
        names.removeAll(ids(diff.left()));
        names.addAll(ids(diff.joined()));
        return names;
    }

    private static Set<UserId> ids(List<Person> people) {
        Set<UserId> ids = new HashSet<>();
        people.forEach(person -> ids.add(person.id()));
        return ids;
    }
}
