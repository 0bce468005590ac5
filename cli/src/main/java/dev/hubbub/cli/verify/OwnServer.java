package dev.hubbub.cli.verify;

import dev.hubbub.cli.process.Node;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// A server of our own in another process, with a database of its own in a folder, always on the same port.
/// Faults come from one thread.
final class OwnServer implements Target {
    private final EmbeddedLog log;
    private final DatabaseKills databaseKills;
    private final Node node;

    private OwnServer(Path folder, long seed) throws IOException {
        log = new EmbeddedLog(folder);
        databaseKills = new DatabaseKills(log, new SplittableRandom(seed));
        node = new Node(Recipes.of("the server", folder, folder.resolve("server.log"), Map.of()));
    }

    /// Returns when clients can connect.
    static OwnServer start(Path folder, long seed) throws IOException, InterruptedException {
        OwnServer server = new OwnServer(folder, seed);
        try {
            var _ = server.node.start();
            server.node.awaitReady();
            return server;
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public List<URI> urls() {
        return List.of(node.url());
    }

    @Override
    public Connection database() throws SQLException, IOException {
        return log.connect();
    }

    @Override
    public void suffer(Fault fault) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case KILL_SERVER -> {
                node.kill();
                restartAfter(fault.ms());
            }
            case STOP_SERVER -> {
                node.stop();
                restartAfter(fault.ms());
            }
            case KILL_BOTH -> {
                databaseKills.postmaster();
                node.kill();
                restartAfter(fault.ms());
            }
            case KILL_POSTMASTER -> {
                databaseKills.postmaster();
                node.awaitReady();
            }
            case KILL_BACKEND -> {
                databaseKills.backend();
                node.awaitReady();
            }
            case KILL_NATS, CUT_BUS, HANG_BUS -> throw new IllegalArgumentException(fault + " needs several nodes");
            case CUT, CUT_ALL, TEAR, DELAY, STALL, SILENCE, CALM ->
                throw new IllegalArgumentException(fault + " is a network's fault");
        }
    }

    private void restartAfter(long ms) throws IOException, InterruptedException {
        Thread.sleep(ms);
        var _ = node.start();
        node.awaitReady();
    }

    /// Ends the server as an operator does; its database ends with it.
    @Override
    public void close() {
        node.close();
    }
}
