package dev.hubbub.cli.verify;

import dev.hubbub.cli.process.Backend;
import dev.hubbub.cli.process.Daemon;
import dev.hubbub.cli.process.Node;
import dev.hubbub.cli.process.Programs;
import dev.hubbub.cli.verify.bus.BusProxy;
import dev.hubbub.cli.verify.bus.Mischief;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// Several nodes of our own in processes of their own, with one PostgreSQL and one NATS, and a bad way to NATS
/// for each node. Kills come from one thread, the bus's faults from another.
final class OwnCluster implements Target {
    private final Backend backend;
    private final Daemon nats;
    private final EmbeddedLog log;
    private final DatabaseKills databaseKills;
    private final List<BusProxy> ways = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    private OwnCluster(Path folder, Backend backend, Daemon nats, long seed) {
        this.backend = backend;
        this.nats = nats;
        log = new EmbeddedLog(folder);
        databaseKills = new DatabaseKills(log, new SplittableRandom(seed));
    }

    /// Returns when clients can connect to all nodes.
    ///
    /// @param mischief how many of a hundred messages on the bus meet with something
    static OwnCluster start(Path folder, int nodes, int mischief, long seed, Consumer<String> progress)
            throws IOException, InterruptedException {
        Path program = Programs.find("nats-server")
                .orElseThrow(() -> new IOException("there is no nats-server here (Debian: apt install nats-server)"));
        ProcessBuilder.Redirect output =
                ProcessBuilder.Redirect.appendTo(folder.resolve("nats.log").toFile());
        Backend backend =
                Backend.start(folder, new Backend.Wanted(Optional.of(program), Optional.empty(), output), progress);
        OwnCluster cluster = new OwnCluster(folder, backend, backend.nats().orElseThrow(), seed);
        try {
            cluster.addNodes(folder, nodes, mischief, seed);
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /// All at once, as it happens: they migrate the database together.
    private void addNodes(Path folder, int count, int mischief, long seed) throws IOException, InterruptedException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), nats.port());
        for (int i = 1; i <= count; i++) {
            BusProxy way = new BusProxy(address, new Mischief(seed + i, mischief));
            ways.add(way);
            String name = "node-" + i;
            Map<String, String> environment = new HashMap<>(backend.environment());
            environment.put("NATS_URL", way.url());
            environment.put("HUBBUB_NODE_NAME", name);
            Node node = new Node(Recipes.of(name, folder.resolve(name), folder.resolve(name + ".log"), environment));
            nodes.add(node);
            var _ = node.start();
        }
        awaitAll();
    }

    private void awaitAll() throws IOException, InterruptedException {
        for (Node node : nodes) {
            node.awaitReady();
        }
    }

    @Override
    public List<URI> urls() {
        return nodes.stream().map(Node::url).toList();
    }

    @Override
    public Connection database() throws SQLException, IOException {
        return log.connect();
    }

    @Override
    public void suffer(Fault fault) throws IOException, InterruptedException {
        Node node = nodes.get(fault.victim());
        BusProxy way = ways.get(fault.victim());
        switch (fault.kind()) {
            case KILL_SERVER -> {
                node.kill();
                restart(node, fault.ms());
            }
            case STOP_SERVER -> {
                node.stop();
                restart(node, fault.ms());
            }
            case KILL_BOTH -> {
                databaseKills.postmaster();
                node.kill();
                restart(node, fault.ms());
                awaitAll();
            }
            case KILL_POSTMASTER -> {
                databaseKills.postmaster();
                awaitAll();
            }
            case KILL_BACKEND -> {
                databaseKills.backend();
                awaitAll();
            }
            case KILL_NATS -> {
                nats.kill();
                Thread.sleep(fault.ms());
                var _ = nats.startAgain();
            }
            case CUT_BUS -> way.cut(fault.ms());
            case HANG_BUS -> way.hang(fault.ms());
            case CUT, CUT_ALL, TEAR, DELAY, STALL, SILENCE, CALM ->
                throw new IllegalArgumentException(fault + " is a network's fault");
        }
    }

    private static void restart(Node node, long pauseMs) throws IOException, InterruptedException {
        Thread.sleep(pauseMs);
        node.startUntilReady();
    }

    /// What became of the messages between the nodes.
    @Override
    public String remark() {
        Mischief.Counts all =
                ways.stream().map(BusProxy::counts).reduce(new Mischief.Counts(0, 0, 0, 0, 0), Mischief.Counts::plus);
        return "messages through the bus: %d, of them lost %d, repeated %d, delayed %d, overtaken %d"
                .formatted(all.all(), all.lost(), all.repeated(), all.delayed(), all.overtaken());
    }

    @Override
    public void close() throws IOException {
        nodes.parallelStream().forEach(Node::close);
        for (BusProxy way : ways) {
            way.close();
        }
        backend.close();
    }
}
