package dev.hubbub.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Says how a [HubbubClient] shall be. Confined to the thread that builds.
public final class HubbubClientBuilder {
    private final List<URI> uris = new ArrayList<>();
    private Supplier<String> token = () -> {
        throw new LoginRequired("no token was given");
    };
    private Listener listener = new Listener() {};
    private boolean replayFromStart;
    private Resumption resumption = new Resumption(null, Map.of());
    private Duration firstBackoff = Duration.ofMillis(500);
    private Duration mostBackoff = Duration.ofSeconds(20);
    private Duration idle = Duration.ofSeconds(20);
    private Duration patience = Duration.ofSeconds(10);
    private @Nullable HttpClient http;

    HubbubClientBuilder(URI uri) {
        uris.add(uri);
    }

    /// More addresses of the same Hubbub, as that of another node. The one given first is tried first; when a
    /// connection breaks, or cannot be made, the next one is tried, and so on round and round. Programs that
    /// start together should shuffle the addresses, or they all meet at one node.
    public HubbubClientBuilder alsoAt(URI... others) {
        uris.addAll(List.of(others));
        return this;
    }

    /// Asked before each connect, and in good time before the token of a connection ends, away from the loop,
    /// so it may block. It gives one that is good for some minutes more, and throws [LoginRequired] when only
    /// the user can help; whatever else it throws means to try again later.
    public HubbubClientBuilder token(Supplier<String> supplier) {
        token = supplier;
        return this;
    }

    public HubbubClientBuilder listener(Listener given) {
        listener = given;
        return this;
    }

    /// Delivers each room from the user's joining on (the global room from its beginning) instead of from its
    /// newest event.
    public HubbubClientBuilder replayFromStart() {
        replayFromStart = true;
        return this;
    }

    /// Goes on where another client stood.
    public HubbubClientBuilder resume(Resumption from) {
        resumption = from;
        return this;
    }

    /// @param first the longest wait before the first new attempt; doubles with each failure
    /// @param most where doubling ends
    public HubbubClientBuilder backoff(Duration first, Duration most) {
        firstBackoff = first;
        mostBackoff = most;
        return this;
    }

    /// @param silence after which the client asks whether the server is still there
    /// @param wait how long an answer to that, and to the hello, may take
    public HubbubClientBuilder keepAlive(Duration silence, Duration wait) {
        idle = silence;
        patience = wait;
        return this;
    }

    /// For a TLS context or proxy of one's own. Without, all clients of the process share one.
    public HubbubClientBuilder http(HttpClient given) {
        http = given;
        return this;
    }

    /// Starts to connect and returns at once; the listener tells how it goes.
    public HubbubClient connect() {
        return connect(_ -> {});
    }

    /// As [#connect()], for listeners that talk back.
    ///
    /// @param attach gets the client on its loop, before the listener's first call
    public HubbubClient connect(Consumer<HubbubClient> attach) {
        ClientOptions options = new ClientOptions(
                List.copyOf(uris),
                token,
                replayFromStart,
                resumption.epoch(),
                resumption.cursors(),
                firstBackoff,
                mostBackoff,
                idle,
                patience,
                ClientOptions.OUTBOX_CAPACITY,
                ClientOptions.WINDOW);
        HubbubClient client = new HubbubClient(
                new SerialLoop("hubbub-client"),
                new JdkTransport(http == null ? SharedHttp.CLIENT : http),
                options,
                listener,
                new SplittableRandom());
        client.execute(() -> attach.accept(client));
        client.start();
        return client;
    }
}
