package dev.hubbub.server.gateway;

import dev.hubbub.protocol.CommandReader;
import dev.hubbub.protocol.ServerMessageWriter;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.hub.Deflation;
import dev.hubbub.server.hub.Hub;
import dev.hubbub.server.limit.Address;
import dev.hubbub.server.limit.Quota;
import dev.hubbub.server.limit.RateLimit;
import dev.hubbub.server.session.EndedSession;
import io.netty.channel.EventLoop;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all connections of this node share. Safe for any thread.
public final class Gateway implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Gateway.class);
    private static final long DRAIN = TimeUnit.SECONDS.toNanos(5);
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_RECONNECT_MS = 3_000;

    final GatewayConfig config;
    final Backend backend;
    final Hub hub;
    final String node;
    final String epoch;
    final CommandReader reader = new CommandReader();
    final ServerMessageWriter writer = new ServerMessageWriter();
    final Attendance<Connection> attendance;
    final InstantSource clock = InstantSource.system();
    final Quota<Address> addresses;
    final Quota<Address> httpAddresses;
    final RateLimit<UserId> userCommands;
    final AnswerHeaders answerHeaders;
    /// Null if nothing is compressed, whoever asks for it.
    final @Nullable Deflation deflation;
    final SnapshotQueue snapshots;
    final GatewayCounts counts = new GatewayCounts();
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<EventLoop, Watch> watches = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean closing;

    /// @param userCommands how fast one user may send commands, whatever he sends them over
    /// @param epoch cursors are only good within one; see DESIGN
    public Gateway(
            GatewayConfig config, Backend backend, Hub hub, RateLimit<UserId> userCommands, String node, String epoch) {
        this.userCommands = userCommands;
        this.config = config;
        this.answerHeaders = new AnswerHeaders(backend.admission().origins().tls());
        this.backend = backend;
        this.hub = hub;
        this.node = node;
        this.epoch = epoch;
        this.attendance = new Attendance<>(config.connectionsPerUser());
        this.addresses = new Quota<>(config.connectionsPerAddress());
        this.httpAddresses = new Quota<>(config.connectionsPerAddress());
        this.snapshots = new SnapshotQueue(backend.places());
        this.deflation = config.deflateLevel() == 0 ? null : new Deflation(config.deflateLevel());
    }

    long nextNumber() {
        return numbers.incrementAndGet();
    }

    boolean isClosing() {
        return closing;
    }

    /// The connections of this loop; each is in it from its first moment to its last.
    Watch watch(EventLoop loop) {
        return watches.computeIfAbsent(loop, own -> new Watch(own, clock));
    }

    /// Closes the connections of a session that ended, at once.
    public void ended(EndedSession ended) {
        attendance.forEach(ended.user(), connection -> connection.ended(ended));
    }

    /// Open connections on this node, those before their hello included.
    public int connections() {
        return watches.values().stream().mapToInt(Watch::size).sum();
    }

    /// What became of them.
    public GatewayCounts counts() {
        return counts;
    }

    /// How many who said hello wait for their snapshots now.
    public int waitingForSnapshots() {
        return snapshots.waiting();
    }

    /// How many who said hello were told to come back later, since too many waited.
    public long refusedSnapshots() {
        return snapshots.refused();
    }

    /// How many connections were one too many for their users.
    public long refusedForUsers() {
        return attendance.refused();
    }

    /// How many connections were one too many for their addresses.
    public long refusedForAddresses() {
        return addresses.refused();
    }

    /// Asks what blocks, on a virtual thread, and answers on the loop that asks.
    <T> void ask(Executor loop, Supplier<T> work, Consumer<T> done, Runnable failed) {
        blocking.execute(() -> {
            try {
                T result = work.get();
                loop.execute(() -> done.accept(result));
            } catch (RuntimeException e) {
                log.warn("the database did not answer: {}", e.toString());
                loop.execute(failed);
            }
        });
    }

    /// After how long a client may come back, so that not all come at once.
    long spreadReconnectMs() {
        return ThreadLocalRandom.current().nextLong(LONGEST_RECONNECT_MS);
    }

    /// Tells every client to come back, spread over some seconds so that they don't all come at once, and waits
    /// a bounded time for what was written to go out.
    @Override
    public void close() {
        closing = true;
        watches.values().forEach(watch -> watch.forEach(connection -> connection.sayGoodbye(spreadReconnectMs())));
        long deadline = System.nanoTime() + DRAIN;
        while (connections() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(STEP);
        }
        snapshots.close();
        blocking.shutdownNow();
    }
}
