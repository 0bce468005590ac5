package dev.hubbub.client;

import dev.hubbub.protocol.RoomId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One client, one scripted server and the clock between them. Confined to its test.
final class Stage {
    static final RoomId HALLWAY = new RoomId(101);
    static final RoomId DESIGN = new RoomId(102);
    static final long LONG_ENOUGH_MS = 3_600_000;

    final ManualLoop loop = new ManualLoop();
    final Transcript ana = new Transcript();
    final Weather weather;
    final ScriptedServer server;
    final HubbubClient client;

    Stage(SplittableRandom random, Weather weather, boolean replayFromStart) {
        this.weather = weather;
        server = new ScriptedServer(loop, weather);
        server.room(HALLWAY);
        client = new HubbubClient(loop, server, options(replayFromStart, null), ana, random);
    }

    static Stage calm() {
        SplittableRandom random = new SplittableRandom(1);
        return new Stage(random, Weather.calm(random), false);
    }

    static ClientOptions options(boolean replayFromStart, @Nullable Resumption resumption) {
        return options(List.of(URI.create("ws://played/ws")), replayFromStart, resumption);
    }

    static ClientOptions options(URI... servers) {
        return options(List.of(servers), false, null);
    }

    private static ClientOptions options(List<URI> servers, boolean replayFromStart, @Nullable Resumption resumption) {
        return new ClientOptions(
                servers,
                () -> "token",
                replayFromStart,
                resumption == null ? null : resumption.epoch(),
                resumption == null ? Map.of() : resumption.cursors(),
                Duration.ofMillis(500),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                1_000,
                16);
    }

    void goOnline() {
        client.start();
        awaitOnline();
    }

    void awaitOnline() {
        if (!loop.runUntil(ana::isOnline, LONG_ENOUGH_MS)) {
            throw new AssertionError("not online: " + ana.states.getLast());
        }
    }
}
