package dev.hubbub.server.gateway;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.Event;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.RoomState;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Callers;
import dev.hubbub.server.command.Reply;
import dev.hubbub.server.command.Scope;
import dev.hubbub.server.hub.Hub;
import dev.hubbub.server.limit.Rate;
import dev.hubbub.server.limit.RateLimits;
import dev.hubbub.server.log.CommittedBatch;
import dev.hubbub.server.presence.Presence;
import dev.hubbub.server.presence.PresenceConfig;
import dev.hubbub.server.presence.PresenceThread;
import dev.hubbub.server.presence.TypingSignals;
import dev.hubbub.server.proxy.Proxies;
import dev.hubbub.server.rest.TestSocket;
import dev.hubbub.server.session.EndReason;
import dev.hubbub.server.session.EndedSession;
import dev.hubbub.server.session.Origins;
import dev.hubbub.server.session.SessionId;
import dev.hubbub.server.timeline.EncodedEvents;
import dev.hubbub.server.timeline.Timelines;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Real sockets in front, and a log in memory behind.
@Tag("integration")
class GatewayTest {
    private static final RoomId HALLWAY = new RoomId(1);
    private static final Person ANA = new Person(new UserId(2), "ana");

    static final GatewayConfig CONFIG = new GatewayConfig(
            16_384,
            65_536,
            100,
            100,
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            1_000,
            32,
            1_000,
            64,
            1);

    private final List<Event> log = new CopyOnWriteArrayList<>();
    private final Hub hub = new Hub(this::range, (_, _) -> List.of(), 4_096);
    private final Timelines timelines = new Timelines(this::range, hub);
    private final PresenceThread presenceThread = new PresenceThread();
    private final Gateway gateway = new Gateway(
            CONFIG,
            new Backend(
                    new Admission(
                            (token, _) -> CompletableFuture.completedFuture(caller(token)),
                            _ -> true,
                            new Origins(false, Set.of()),
                            Proxies.NONE),
                    this::command,
                    users -> users.stream().collect(toMap(user -> user, _ -> List.of(hallway()))),
                    (_, _) -> Optional.of(hallway()),
                    new Presence(presenceThread, PresenceConfig.defaults(), hub::signal, _ -> false),
                    new TypingSignals(presenceThread, PresenceConfig.defaults(), _ -> {})),
            hub,
            RateLimits.onThisNode().of("commands", Rate.perSecond(1_000, 1_000)),
            "n1",
            "e1");
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final Channel server = start();

    @BeforeEach
    void twoMessages() {
        post("one");
        post("two");
    }

    @AfterEach
    void stop() {
        gateway.close();
        presenceThread.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        timelines.close();
        hub.close();
    }

    @Test
    void aClientIsWelcomedPostsIsAckedAndSeesItsMessage() {
        TestSocket ana = connect();
        ana.sayAsIs("{\"type\":\"hello\",\"token\":\"ana\"}");
        ana.awaits("\"type\":\"welcome\"");
        ana.sayAsIs("{\"type\":\"post\",\"ref\":\"a-1\",\"room\":\"1\",\"text\":\"three\"}");
        ana.awaits("\"type\":\"ack\",\"ref\":\"a-1\",\"room\":\"1\",\"seq\":3");
        ana.awaits("\"seq\":3,\"kind\":\"message\"");
        assertThat(ana.heard()).noneMatch(text -> text.contains("\"seq\":2,\"kind\""));
    }

    @Test
    void aCursorIsAnsweredWithWhatFollowedItThenLive() {
        TestSocket ana = connect();
        ana.sayAsIs("{\"type\":\"hello\",\"token\":\"ana\",\"cursors\":{\"1\":0,\"77\":5}}");
        ana.awaits("\"left\":[\"77\"]");
        ana.awaits("\"text\":\"two\"");
        post("three");
        ana.awaits("\"text\":\"three\"");
        assertThat(ana.heard().stream().filter(text -> text.contains("\"type\":\"event\"")))
                .hasSize(3);
    }

    @Test
    void aCursorThatIsTooOldGetsAResetAndTheNewestEvents() {
        for (int i = 0; i < 1_200; i++) {
            post("more");
        }
        TestSocket ana = connect();
        ana.sayAsIs("{\"type\":\"hello\",\"token\":\"ana\",\"cursors\":{\"1\":0}}");
        ana.awaits("{\"type\":\"reset\",\"room\":\"1\",\"lastSeq\":1202,\"from\":1103}");
        ana.awaits("\"seq\":1202,");
        assertThat(ana.heard()).noneMatch(text -> text.contains("\"seq\":1102,"));
    }

    @Test
    void nonsenseGetsAPreciseErrorAndTheConnectionLivesOn() {
        TestSocket ana = connect();
        ana.sayAsIs("{\"type\":\"hello\",\"token\":\"ana\"}");
        ana.awaits("welcome");
        ana.sayAsIs("{\"type\":\"dance\",\"ref\":\"a-1\"}");
        ana.awaits("\"code\":\"unknown_type\"");
        ana.sayAsIs("{\"type\":\"post\",\"ref\":\"a-2\",\"room\":7,\"text\":\"x\"}");
        ana.awaits("\"ref\":\"a-2\",\"code\":\"invalid\",\"message\":\"room must be a string\"");
        ana.sayAsIs("nonsense");
        ana.awaits("\"code\":\"malformed\"");
        ana.sayAsIs("{\"type\":\"ping\"}");
        ana.awaits("pong");
    }

    @Test
    void aWrongTokenIsToldAndClosedForGood() {
        TestSocket stranger = connect();
        stranger.sayAsIs("{\"type\":\"hello\",\"token\":\"forged\"}");
        stranger.awaits("\"code\":\"unauthenticated\"");
        stranger.awaitsClose(4500);
    }

    @Test
    void aCommandBeforeTheHelloIsRefused() {
        TestSocket stranger = connect();
        stranger.sayAsIs("{\"type\":\"post\",\"ref\":\"a-1\",\"room\":\"1\",\"text\":\"x\"}");
        stranger.awaits("\"ref\":\"a-1\",\"code\":\"unauthenticated\"");
        assertThat(log).hasSize(2);
    }

    @Test
    void binaryFramesAreRefusedWithTheStandardCode() {
        TestSocket ana = connect();
        ana.socket().sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true).join();
        ana.awaitsClose(1003);
    }

    @Test
    void aFrameAboveTheLimitIsRefusedWithTheStandardCode() {
        TestSocket ana = connect();
        ana.sayAsIs("{\"type\":\"ping\",\"x\":\"" + "y".repeat(70_000) + "\"}");
        ana.awaitsClose(1009);
    }

    @Test
    void aMessageInFragmentsIsReadAsOne() {
        TestSocket ana = connect();
        ana.socket().sendText("{\"type\":\"hello\",", false).join();
        ana.socket().sendText("\"token\":\"ana\"}", true).join();
        ana.awaits("welcome");
    }

    @Test
    void aServerThatGoesSaysWhenToComeBack() {
        TestSocket ana = connect();
        ana.sayAsIs("{\"type\":\"hello\",\"token\":\"ana\"}");
        ana.awaits("welcome");
        gateway.close();
        ana.awaits("\"type\":\"goodbye\"");
        ana.awaitsClose(1012);
        assertThat(gateway.connections()).isZero();
    }

    @Test
    void aConnectionEndsWithItsToken() {
        TestSocket ana = connect();
        ana.sayAsIs("{\"type\":\"hello\",\"token\":\"soon\"}");
        ana.awaits("\"expiresInMs\":");
        ana.awaitsClose(4002);
    }

    @Test
    void aRenewedConnectionOutlivesTheTokenThatItBeganWith() {
        TestSocket ana = connect();
        ana.sayAsIs("{\"type\":\"hello\",\"token\":\"soon\"}");
        ana.awaits("welcome");
        ana.sayAsIs("{\"type\":\"renew\",\"ref\":\"r-1\",\"token\":\"later\"}");
        ana.awaits("\"ref\":\"r-1\",\"expiresInMs\":");
        TestSocket other = connect();
        other.sayAsIs("{\"type\":\"hello\",\"token\":\"soon\"}");
        other.awaitsClose(4002);
        ana.sayAsIs("{\"type\":\"ping\"}");
        ana.awaits("pong");
    }

    @Test
    void aSessionThatEndsTakesItsConnectionsAlongAndNoOthers() {
        TestSocket ana = connect();
        ana.sayAsIs("{\"type\":\"hello\",\"token\":\"ana\"}");
        ana.awaits("welcome");
        gateway.ended(new EndedSession.One(ANA.id(), new SessionId(77), EndReason.SIGNED_OUT));
        gateway.ended(new EndedSession.Earlier(ANA.id(), 0, EndReason.PASSWORD_CHANGED));
        ana.sayAsIs("{\"type\":\"ping\"}");
        ana.awaits("pong");
        gateway.ended(new EndedSession.One(ANA.id(), Callers.SESSION, EndReason.SIGNED_OUT));
        ana.awaitsClose(4504);
    }

    @Test
    void tokensThatSayWhatIsNoLongerSoMakeTheClientComeBackWithAnother() {
        TestSocket ana = connect();
        ana.sayAsIs("{\"type\":\"hello\",\"token\":\"ana\"}");
        ana.awaits("welcome");
        gateway.ended(new EndedSession.Earlier(ANA.id(), 1, EndReason.TOKENS_OUTDATED));
        ana.awaitsClose(4002);
    }

    /// Netty alone: the running server has the same gate behind Micronaut's codec.
    private Channel start() {
        return new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), new Gate(gateway));
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    private int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    private Optional<Caller> caller(String token) {
        return switch (token) {
            case "ana" -> Optional.of(Callers.of(ANA));
            case "soon" -> Optional.of(until(Instant.now().plusMillis(400)));
            case "later" -> Optional.of(until(Instant.now().plus(Duration.ofHours(1))));
            default -> Optional.empty();
        };
    }

    private static Caller until(Instant expiresAt) {
        return new Caller(ANA, Callers.SESSION, Role.MEMBER, Scope.ALL, expiresAt, 0);
    }

    private CompletionStage<Reply> command(Caller caller, Command.Answered command) {
        Event event = post(((Command.Post) command).text());
        return CompletableFuture.completedFuture(new Reply.Done(new AckBody.Stored(HALLWAY, event.seq(), event.at())));
    }

    private synchronized Event post(String text) {
        long seq = log.size() + 1L;
        Event event = Event.message(HALLWAY, seq, Instant.EPOCH, ANA, new Ref("r-" + seq), text);
        log.add(event);
        timelines.offer(EncodedEvents.of(new CommittedBatch(HALLWAY, List.of(event))));
        return event;
    }

    private Place hallway() {
        long last = log.size();
        return new Place(new RoomState(HALLWAY, "hallway", "", RoomKind.GLOBAL, true, null, 1, 0, last, 0, last), 0);
    }

    private List<Event> range(RoomId room, long from, int limit) {
        return log.stream().skip(from - 1).limit(limit).toList();
    }

    private TestSocket connect() {
        TestSocket client = TestSocket.ofProtocol("http://127.0.0.1:" + port(), "hubbub.v1");
        assertThat(client.socket().getSubprotocol()).isEqualTo("hubbub.v1");
        return client;
    }
}
