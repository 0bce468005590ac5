package dev.hubbub.server.app;

import dev.hubbub.server.account.SigningKey;
import dev.hubbub.server.cluster.BusCounters;
import dev.hubbub.server.cluster.ChatStream;
import dev.hubbub.server.cluster.ClusterBus;
import dev.hubbub.server.cluster.DisagreementException;
import dev.hubbub.server.cluster.NatsBus;
import dev.hubbub.server.cluster.Nodes;
import dev.hubbub.server.cluster.RoomMessages;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.Node;
import dev.hubbub.server.db.NodeTable;
import dev.hubbub.server.ids.Ids;
import dev.hubbub.server.timeline.Backfill;
import java.util.Optional;

/// This server as one of the nodes that serve the same database, and the bus between them.
final class ClusterParts implements AutoCloseable {
    private static final int WIRE = 1;
    private static final String NATS = "nats";

    private final Parts parts = new Parts();
    private final Nodes nodes;
    private final ClusterBus bus;
    private final BusCounters counters;
    private final RoomMessages roomMessages;
    private final Optional<ChatStream> stream;

    private ClusterParts(Config config, Database database, SigningKey key) {
        String id = Long.toString(new Ids().nextId(), Character.MAX_RADIX);
        Node self = new Node(
                id,
                config.nodeName().orElseGet(() -> NodeName.made(id)),
                "",
                Version.text(),
                config.nats().isPresent() ? NATS : "",
                new Node.Terms(WIRE, database.epoch(), key.fingerprint()));
        nodes = parts.add(join(new NodeTable(database, Nodes.PATIENCE), self));
        if (config.nats().isPresent()) {
            NatsBus nats = parts.add(NatsBus.start(config.nats().get()));
            bus = nats;
            counters = nats.counters();
            // By its id: nothing depends on its name being the only one.
            roomMessages = new RoomMessages(id, database.epoch(), nats::mostBytes);
            stream = config.stream()
                    .map(settings -> parts.add(ChatStream.start(nats, settings, roomMessages, database)));
        } else {
            bus = ClusterBus.NONE;
            counters = new BusCounters();
            roomMessages = new RoomMessages(id, database.epoch(), bus::mostBytes);
            stream = Optional.empty();
        }
        // One that is gone may not have published all that it committed.
        stream.ifPresent(kept -> nodes.watch(_ -> kept.check()));
    }

    private static Nodes join(NodeTable table, Node self) {
        try {
            return Nodes.join(table, self);
        } catch (DisagreementException e) {
            throw new InvalidConfigException(e.why());
        }
    }

    /// @throws InvalidConfigException if it must not serve beside those that run
    static ClusterParts start(Config config, Database database, SigningKey key) {
        return new ClusterParts(config, database, key);
    }

    Nodes nodes() {
        return nodes;
    }

    /// Closed after everything that publishes.
    ClusterBus bus() {
        return bus;
    }

    /// How a room's events are written for the bus and for the stream.
    RoomMessages roomMessages() {
        return roomMessages;
    }

    /// Empty if nothing is to be kept there.
    Optional<ChatStream> stream() {
        return stream;
    }

    /// Where a timeline gets what it misses: in the end from the log.
    Backfill backfill(Backfill log) {
        return stream.map(kept -> kept.backfill(log)).orElse(log);
    }

    /// How the bus fares; if there is none, all of it is 0.
    BusCounters counters() {
        return counters;
    }

    @Override
    public void close() {
        parts.close();
    }
}
