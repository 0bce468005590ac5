package dev.hubbub.server.gateway;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Callers;
import dev.hubbub.server.command.Reply;
import dev.hubbub.server.gateway.WatchingClient.Seen;
import dev.hubbub.server.hub.Hub;
import dev.hubbub.server.limit.Rate;
import dev.hubbub.server.limit.RateLimits;
import dev.hubbub.server.presence.Presence;
import dev.hubbub.server.presence.PresenceConfig;
import dev.hubbub.server.presence.PresenceThread;
import dev.hubbub.server.presence.TypingSignals;
import dev.hubbub.server.proxy.Proxies;
import dev.hubbub.server.session.Origins;
import dev.hubbub.server.timeline.EncodedEvents;
import dev.hubbub.server.timeline.Timelines;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The law of presence on the whole way, over sockets that are too small for what is sent: what a connection
/// was told first and every difference since add up to what a new one is told.
@Tag("integration")
class PresencePathTest {
    private static final int STEPS = 160;
    private static final int MOST_LISTED = 4;
    private static final PresenceConfig CONFIG = new PresenceConfig(
            Duration.ofMillis(5),
            Duration.ofMillis(40),
            MOST_LISTED,
            Duration.ofMillis(10),
            500,
            Duration.ofSeconds(3));
    private static final String LONG = "x".repeat(1_500);

    private final List<Person> people = IntStream.rangeClosed(1, 7)
            .mapToObj(number -> new Person(new UserId(number), "user" + number))
            .toList();
    private final MemoryRooms rooms = new MemoryRooms();
    private final Hub hub = new Hub(rooms::range, rooms::stays, 4_096);
    private final Timelines timelines = new Timelines(rooms::range, hub);
    private final PresenceThread thread = new PresenceThread();
    private final Presence presence = new Presence(thread, CONFIG, hub::signal, MemoryRooms.EVERYBODY::equals);
    private final Gateway gateway = new Gateway(
            GatewayTest.CONFIG,
            new Backend(
                    new Admission(
                            (token, _) -> CompletableFuture.completedFuture(caller(token)),
                            _ -> true,
                            new Origins(false, Set.of()),
                            Proxies.NONE),
                    (_, _) -> CompletableFuture.<Reply>failedFuture(new UnsupportedOperationException()),
                    users -> users.stream().collect(toMap(user -> user, rooms::places)),
                    rooms::place,
                    presence,
                    new TypingSignals(thread, CONFIG, _ -> {})),
            hub,
            RateLimits.onThisNode().of("commands", Rate.perSecond(1_000, 1_000)),
            "n1",
            "e1");
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(3, NioIoHandler.newFactory());
    private final AtomicInteger stalls = new AtomicInteger();
    private final Channel server = start();
    private final List<WatchingClient> clients = new ArrayList<>();

    @AfterEach
    void stop() {
        clients.forEach(WatchingClient::close);
        gateway.close();
        thread.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        timelines.close();
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatAConnectionWasToldAddsUpToWhatANewOneIsTold(long seed) {
        Random random = new Random(seed);
        rooms.onCommit(batch -> timelines.offer(EncodedEvents.of(batch)));
        for (int i = 0; i < 3; i++) {
            rooms.create();
        }
        for (int step = 1; step <= STEPS; step++) {
            act(random, any(people, random));
            if (step % (STEPS / 4) == 0) {
                clients.forEach(client -> client.reads(true));
                await().untilAsserted(this::assertThatEveryoneShowsTheTruth);
            }
        }
        assertThat(stalls).as("connections that were too slow").hasPositiveValue();
        clients.forEach(WatchingClient::close);
        clients.clear();
        await().untilAsserted(() ->
                rooms.rooms().forEach(room -> assertThat(fresh(room)).isEqualTo(truth(room))));
    }

    private void act(Random random, Person person) {
        switch (random.nextInt(10)) {
            case 0, 1 -> clients.add(new WatchingClient(person, port(), loops));
            case 2 -> disconnectOne(random);
            case 3, 4, 5 -> rooms.joinOrLeave(person, any(rooms.rooms(), random));
            case 6 -> clients.forEach(client -> client.reads(random.nextBoolean()));
            case 7 -> {
                if (random.nextInt(4) == 0) {
                    rooms.delete(person, any(rooms.rooms(), random));
                    rooms.create();
                }
            }
            default -> {
                RoomId room = random.nextBoolean() ? MemoryRooms.EVERYBODY : any(rooms.rooms(), random);
                for (int i = 0; i < 20; i++) {
                    rooms.post(person, room, LONG);
                }
            }
        }
    }

    private void disconnectOne(Random random) {
        if (!clients.isEmpty()) {
            clients.remove(random.nextInt(clients.size())).close();
        }
    }

    private void assertThatEveryoneShowsTheTruth() {
        assertThat(gateway.connections()).isEqualTo(clients.size());
        for (WatchingClient client : clients) {
            assertThat(client.isWelcomed()).isTrue();
            assertThat(client.faults()).isEmpty();
            Map<RoomId, Seen> seen = client.rooms();
            Set<RoomId> in = new HashSet<>(rooms.rooms());
            in.removeIf(room -> !rooms.isIn(client.person.id(), room));
            in.add(MemoryRooms.EVERYBODY);
            assertThat(seen.keySet()).isEqualTo(in);
            seen.forEach((room, shown) -> {
                assertThat(shown).as("%s in %s", client.person, room).isEqualTo(fresh(room));
                assertThat(shown).isEqualTo(truth(room));
            });
        }
    }

    private Seen truth(RoomId room) {
        Set<UserId> online = new HashSet<>();
        clients.forEach(client -> online.add(client.person.id()));
        online.removeIf(user -> !rooms.isIn(user, room));
        Seen shown = fresh(room);
        // Around the limit it is names or a number, whichever was shown before.
        return shown.names() == null ? new Seen(null, online.size()) : new Seen(online, null);
    }

    /// What a connection would be told that subscribes now.
    private Seen fresh(RoomId room) {
        CompletableFuture<ServerMessage.Presence> first = new CompletableFuture<>();
        presence.snapshot(room, first::complete);
        ServerMessage.Presence message = first.join();
        if (message.online() == null) {
            return new Seen(null, message.count());
        }
        Set<UserId> names = new HashSet<>();
        message.online().forEach(person -> names.add(person.id()));
        assertThat(names).hasSizeLessThanOrEqualTo(MOST_LISTED);
        return new Seen(names, null);
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private Optional<Caller> caller(String token) {
        return people.stream()
                .filter(person -> person.username().equals(token))
                .map(Callers::of)
                .findFirst();
    }

    private Channel start() {
        return new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.SO_SNDBUF, WatchingClient.SOCKET_BYTES)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(2_000, 4_000))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Stalls(), new HttpServerCodec(), new Gate(gateway));
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    private int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    private final class Stalls extends ChannelInboundHandlerAdapter {
        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            if (!ctx.channel().isWritable()) {
                stalls.incrementAndGet();
            }
            ctx.fireChannelWritabilityChanged();
        }
    }
}
