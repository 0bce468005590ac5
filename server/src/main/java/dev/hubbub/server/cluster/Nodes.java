package dev.hubbub.server.cluster;

import dev.hubbub.server.db.Node;
import dev.hubbub.server.db.NodeTable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which servers work on this database besides this one, whether or not a bus connects them. Its own virtual thread
/// beats in the database and reads who else does; others read what it found last.
public final class Nodes implements AutoCloseable {
    public static final Duration BEAT = Duration.ofSeconds(3);
    /// For a [NodeTable]: some beats may be late before a node counts as gone.
    public static final Duration PATIENCE = BEAT.multipliedBy(4);

    private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);
    private static final int SWEEP_EVERY = 20;

    private final NodeTable table;
    private final Duration every;
    private final List<Consumer<List<Node>>> watchers = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile Node self;
    private volatile List<Node> peers;
    private volatile boolean closing;

    private Nodes(NodeTable table, Node self, List<Node> peers, Duration every) {
        this.table = table;
        this.every = every;
        this.self = self;
        this.peers = peers;
        thread = Thread.ofVirtual().name("nodes").start(this::run);
    }

    /// Returns once `self` is among the nodes.
    ///
    /// @throws DisagreementException if it must not be
    public static Nodes join(NodeTable table, Node self) {
        return join(table, self, BEAT);
    }

    static Nodes join(NodeTable table, Node self, Duration every) {
        List<Node> peers = table.join(self, peer -> sameKey(peer, self));
        for (Node peer : peers) {
            if (!sameKey(peer, self)) {
                throw new DisagreementException("""
                        Node %s (%s), which serves this database, signs tokens with another key: what one of the two \
                        signs, the other would refuse. Give all nodes the same JWT_SECRET, or none of them any. If you \
                        change it, stop them all first; one that was killed is forgotten after %d seconds.""".formatted(peer.name(), place(peer), PATIENCE.toSeconds()));
            }
        }
        peers.forEach(peer -> warn(peer, self));
        return new Nodes(table, self, peers, every);
    }

    private static boolean sameKey(Node one, Node other) {
        return one.terms().keyFingerprint().equals(other.terms().keyFingerprint());
    }

    /// Of what makes messages between the two slow, but loses none.
    private static void warn(Node peer, Node self) {
        if (!peer.terms().epoch().equals(self.terms().epoch())) {
            LOG.warn(
                    "Node {} ({}) serves this database as it was before a restore or a promotion, or the other way"
                            + " round: start the one anew that started earlier",
                    peer.name(),
                    place(peer));
        }
        if (peer.bus().isEmpty() != self.bus().isEmpty()) {
            LOG.warn(
                    "Of this node and {} ({}) only one is connected to NATS: their messages to each other are slow."
                            + " Set NATS_URL on both",
                    peer.name(),
                    place(peer));
        }
    }

    private static String place(Node node) {
        return node.address().isEmpty() ? "starting" : node.address();
    }

    public Node self() {
        return self;
    }

    /// The live ones besides this one, those without a bus included.
    public List<Node> peers() {
        return peers;
    }

    /// Whether each of them hears what this one publishes, as far as their rows tell.
    public boolean shareTheBus() {
        Node mine = self;
        return peers.stream()
                .allMatch(peer -> !mine.bus().isEmpty()
                        && !peer.bus().isEmpty()
                        && peer.terms().wire() == mine.terms().wire()
                        && peer.terms().epoch().equals(mine.terms().epoch()));
    }

    /// Tells of the live ones besides this one whenever there are others than before. Must not block.
    public void watch(Consumer<List<Node>> watcher) {
        watchers.add(watcher);
        watcher.accept(peers);
    }

    /// Where it listens, now that it does.
    public void listens(String address) {
        self = self.at(address);
        LockSupport.unpark(thread);
    }

    private void run() {
        boolean answered = true;
        for (int beats = 1; !closing; beats++) {
            LockSupport.parkNanos(every.toNanos());
            try {
                beat(beats % SWEEP_EVERY == 0);
                answered = true;
            } catch (RuntimeException e) {
                if (answered && !closing) {
                    LOG.warn("The database does not take this node's beats, trying again: {}", e.getMessage());
                }
                answered = false;
            }
        }
    }

    private void beat(boolean sweep) {
        if (closing) {
            return;
        }
        List<Node> before = peers;
        List<Node> now = table.beat(self);
        peers = now;
        if (!ids(now).equals(ids(before))) {
            tellOfChange(before, now);
        }
        if (sweep) {
            table.sweep();
        }
    }

    private void tellOfChange(List<Node> before, List<Node> now) {
        for (Node node : now) {
            if (!ids(before).contains(node.id())) {
                LOG.info("Node {} is there ({})", node.name(), place(node));
                warn(node, self);
            }
        }
        before.stream()
                .filter(node -> !ids(now).contains(node.id()))
                .forEach(node -> LOG.info("Node {} is gone", node.name()));
        watchers.forEach(watcher -> watcher.accept(now));
    }

    private static List<String> ids(List<Node> nodes) {
        return nodes.stream().map(Node::id).toList();
    }

    /// Says goodbye in the database, so that the others need not wait until this one counts as gone.
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
            table.leave(self);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debug("The row of this node stays until it is swept: {}", e.getMessage());
        }
    }
}
