package dev.hubbub.server.app;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.account.PasswordHasher;
import dev.hubbub.server.apitoken.Bearers;
import dev.hubbub.server.audit.Audit;
import dev.hubbub.server.cluster.ClusterBus;
import dev.hubbub.server.command.CommandHandler;
import dev.hubbub.server.command.CommandLimits;
import dev.hubbub.server.command.Commands;
import dev.hubbub.server.command.RoomClosures;
import dev.hubbub.server.db.EventLog;
import dev.hubbub.server.db.Heads;
import dev.hubbub.server.db.Room;
import dev.hubbub.server.db.RoomSnapshot;
import dev.hubbub.server.db.Snapshots;
import dev.hubbub.server.gateway.Admission;
import dev.hubbub.server.gateway.Backend;
import dev.hubbub.server.gateway.GateCustomizer;
import dev.hubbub.server.gateway.Gateway;
import dev.hubbub.server.gateway.GatewayConfig;
import dev.hubbub.server.gateway.Place;
import dev.hubbub.server.hub.DeliveryMeter;
import dev.hubbub.server.hub.Hub;
import dev.hubbub.server.hub.Stay;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.limit.Rate;
import dev.hubbub.server.limit.RateLimit;
import dev.hubbub.server.log.CommitMeter;
import dev.hubbub.server.log.GroupCommitConfig;
import dev.hubbub.server.log.GroupCommitters;
import dev.hubbub.server.presence.Presence;
import dev.hubbub.server.presence.PresenceThread;
import dev.hubbub.server.presence.TypingSignals;
import dev.hubbub.server.status.HealthPart;
import dev.hubbub.server.status.NodeStatus;
import dev.hubbub.server.timeline.Backfill;
import dev.hubbub.server.timeline.Timelines;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// From a command to everyone who hears of it: committers, timelines, hub, and the gate that WebSockets come in
/// by.
final class Delivery implements AutoCloseable {
    /// A screenful or two of a busy room, in each event loop that serves it.
    private static final int RECENT_BYTES_PER_ROOM = 64 * 1024;

    private static final Duration SLOW = Duration.ofSeconds(30);
    private static final int REPLAY_LIMIT = 1_000;
    private static final int UNANSWERED = 64;

    private final Parts parts = new Parts();
    private final RoomClosures closures;
    private final RateLimit<UserId> userCommands;
    private final CommandHandler commands;
    private final Gateway gateway;
    private final CommitMeter committed;
    private final PeerParts peers;
    private final String node;
    private final Instant startedAt = Instant.now();
    private final PresenceThread presenceThread = parts.add(new PresenceThread());
    private final Presence presence;
    private final Optional<HealthPart> bus;

    private Delivery(
            Config config,
            Storage storage,
            ClusterParts cluster,
            SignIns signIns,
            Bearers bearers,
            PasswordHasher hasher,
            Audit audit,
            Metrics metrics) {
        EventLog log = new EventLog(storage.database());
        Heads heads = new Heads(storage.database());
        Hub hub = parts.add(
                new Hub(log::range, stays(heads), RECENT_BYTES_PER_ROOM, new DeliveryMeter(metrics.registry())));
        Timelines timelines = parts.add(new Timelines(cluster.backfill(Backfill.fromLog(log::range)), hub));
        peers = parts.add(PeerParts.start(cluster, heads, hub, timelines));
        committed = new CommitMeter(metrics.registry());
        GroupCommitters committers =
                parts.add(new GroupCommitters(storage.database(), groupCommit(config), peers.committed(), committed));
        Ids ids = new Ids();
        presence = new Presence(
                presenceThread,
                config.presence(),
                hub::signal,
                Room.GLOBAL::equals,
                peers.presence(),
                RandomGenerator.getDefault());
        Commands unwatched = parts.add(new Commands(
                storage.database(),
                committers,
                ids,
                new BcryptRoomPasswords(hasher),
                peers.signals(),
                (room, users) -> presence.online(room, users).join(),
                commandLimits(config)));
        commands = new AuditedCommands(unwatched, audit);
        closures = new RoomClosures(committers);
        node = cluster.nodes().self().name();
        bus = cluster.bus().equals(ClusterBus.NONE) ? Optional.empty() : Optional.of(BusHealth.part(cluster.bus()));
        TypingSignals typing = new TypingSignals(
                presenceThread,
                config.presence(),
                told -> hub.signalOthers(told.room(), told.user().id(), told),
                presence::publish);
        peers.listen(presence, typing);
        Backend backend = backend(
                new Admission(bearers::verify, signIns.tokens()::holds, config.origins(), config.proxies()),
                new Snapshots(storage.database()),
                presence,
                typing);
        userCommands = storage.redis()
                .limits()
                .of(
                        "commands",
                        Rate.perSecond(
                                config.limits().userCommandsPerSecond(),
                                config.limits().userCommandsBurst()));
        gateway = new Gateway(
                gatewayConfig(config),
                backend,
                hub,
                userCommands,
                node,
                storage.database().epoch());
        signIns.revocations().onEnd(gateway::ended);
        metrics.watch(gateway);
        metrics.watch(committers);
        metrics.watch(unwatched);
        metrics.watch(userCommands);
        metrics.watch(peers);
        cluster.stream().ifPresent(metrics::watch);
        new BusMetrics(cluster, peers, timelines.counts()).bindTo(metrics.registry());
    }

    static Delivery start(
            Config config,
            Storage storage,
            ClusterParts cluster,
            SignIns signIns,
            Bearers bearers,
            PasswordHasher hasher,
            Audit audit,
            Metrics metrics) {
        return new Delivery(config, storage, cluster, signIns, bearers, hasher, audit, metrics);
    }

    private Backend backend(Admission admission, Snapshots snapshots, Presence presence, TypingSignals typing) {
        return new Backend(
                admission,
                commands::handle,
                users -> places(snapshots, users),
                (user, room) -> place(snapshots, user, room),
                presence,
                typing);
    }

    private static Map<UserId, List<Place>> places(Snapshots snapshots, Collection<UserId> users) {
        Map<UserId, List<Place>> places = new HashMap<>();
        snapshots
                .load(users)
                .forEach((user, rooms) ->
                        places.put(user, rooms.stream().map(Delivery::place).toList()));
        return places;
    }

    private static Optional<Place> place(Snapshots snapshots, UserId user, RoomId room) {
        return snapshots.load(user, room).map(Delivery::place);
    }

    private static Place place(RoomSnapshot room) {
        return new Place(room.state(), room.joinedSeq());
    }

    private static Hub.StayReader stays(Heads heads) {
        return (users, rooms) -> heads.among(users, rooms).stream()
                .map(member -> new Stay(member.user(), member.room(), member.joinedSeq()))
                .toList();
    }

    private static GroupCommitConfig groupCommit(Config config) {
        GroupCommitConfig defaults = GroupCommitConfig.defaults();
        return new GroupCommitConfig(
                config.committers(),
                defaults.maxBatch(),
                defaults.queueCapacity(),
                config.limits().roomsPerUser(),
                defaults.settleWithin());
    }

    private static CommandLimits commandLimits(Config config) {
        CommandLimits defaults = CommandLimits.defaults();
        return new CommandLimits(
                config.limits().messageBytes(), defaults.membersPerRoom(), defaults.running(), defaults.waiting());
    }

    private static GatewayConfig gatewayConfig(Config config) {
        Limits limits = config.limits();
        return new GatewayConfig(
                limits.messageBytes(),
                limits.frameBytes(),
                limits.commandsPerSecond(),
                limits.commandsBurst(),
                limits.unauthenticated(),
                limits.request(),
                limits.idle().dividedBy(2),
                SLOW,
                REPLAY_LIMIT,
                limits.connectionsPerUser(),
                limits.connectionsPerAddress(),
                UNANSWERED,
                config.compression());
    }

    /// This node, as it calls itself.
    String node() {
        return node;
    }

    /// Empty if this node has no bus.
    Optional<HealthPart> bus() {
        return bus;
    }

    NodeStatus status() {
        return new NodeStatus(
                node,
                Version.text(),
                startedAt,
                gateway.connections(),
                peers.activeRooms(),
                committed.postsPerSecond());
    }

    /// How fast each user may send commands, whichever edge they come in by.
    RoomClosures closures() {
        return closures;
    }

    RateLimit<UserId> userCommands() {
        return userCommands;
    }

    CommandHandler commands() {
        return commands;
    }

    /// Sees every connection's pipeline before Micronaut does.
    NettyServerCustomizer gate() {
        return new GateCustomizer(gateway);
    }

    /// Tells the connected clients to come back later. Must come before the port closes, or they just see it
    /// vanish.
    void sayGoodbye() {
        gateway.close();
        presence.leave();
        // Nobody is left to be told who is gone, and the event loops that would tell it are next.
        presenceThread.close();
    }

    @Override
    public void close() {
        gateway.close();
        parts.close();
    }
}
