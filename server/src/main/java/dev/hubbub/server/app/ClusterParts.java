package dev.hubbub.server.app;

import dev.hubbub.server.account.SigningKey;
import dev.hubbub.server.cluster.DisagreementException;
import dev.hubbub.server.cluster.Nodes;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.Node;
import dev.hubbub.server.db.NodeTable;
import dev.hubbub.server.ids.Ids;

/// This server as one of the nodes that serve the same database.
final class ClusterParts implements AutoCloseable {
    private static final int WIRE = 1;

    private final Parts parts = new Parts();
    private final Nodes nodes;

    private ClusterParts(Config config, Database database, SigningKey key) {
        String id = Long.toString(new Ids().nextId(), Character.MAX_RADIX);
        Node self = new Node(
                id,
                config.nodeName().orElseGet(() -> NodeName.made(id)),
                "",
                Version.text(),
                "",
                new Node.Terms(WIRE, database.epoch(), key.fingerprint()));
        nodes = parts.add(join(new NodeTable(database, Nodes.PATIENCE), self));
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

    @Override
    public void close() {
        parts.close();
    }
}
