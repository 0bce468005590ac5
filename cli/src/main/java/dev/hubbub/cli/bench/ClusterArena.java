package dev.hubbub.cli.bench;

import dev.hubbub.cli.process.Backend;
import dev.hubbub.cli.process.Daemon;
import dev.hubbub.cli.process.Node;
import dev.hubbub.cli.process.Programs;
import dev.hubbub.postgres.EmbeddedPostgres;
import dev.hubbub.server.account.SigningKey;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Nodes to put under load with what they share, and the people on them. PostgreSQL is a child of this process.
final class ClusterArena<T> implements AutoCloseable {
    private static final int MIGRATING = 2;

    private final OwnFolder folder;
    private final Backend backend;
    private final T people;
    private final List<Node> nodes = new ArrayList<>();

    private ClusterArena(OwnFolder folder, Backend backend, T people) {
        this.folder = folder;
        this.backend = backend;
        this.people = people;
    }

    /// @param nats whether nodes talk over NATS, or by way of the database only
    static <T> ClusterArena<T> open(LoadOptions options, int nodes, boolean nats, Arena.Setting<T> setting)
            throws IOException, InterruptedException, SQLException {
        OwnFolder folder = OwnFolder.create(options.data());
        Optional<Path> program = nats ? Optional.of(natsServer()) : Optional.empty();
        Path log = folder.path().resolve("nats.log");
        Backend backend = Backend.start(
                folder.path(),
                new Backend.Wanted(program, Optional.empty(), ProcessBuilder.Redirect.to(log.toFile())),
                _ -> {});
        String secret = SigningKey.randomSecret();
        ClusterArena<T> arena = new ClusterArena<>(folder, backend, filled(backend.postgres(), secret, setting));
        try {
            arena.start(options, nodes, secret);
            return arena;
        } catch (IOException | InterruptedException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static Path natsServer() {
        return Programs.find("nats-server")
                .orElseThrow(() -> new IllegalStateException(
                        "there is no nats-server here (Debian: apt install nats-server; or --no-nats)"));
    }

    private static <T> T filled(EmbeddedPostgres postgres, String secret, Arena.Setting<T> setting)
            throws SQLException {
        String url = postgres.jdbcUrl();
        // Opening it the server's way makes the tables.
        Database.open(new DatabaseSettings(url, postgres.username(), postgres.password(), MIGRATING))
                .close();
        try (Connection database = DriverManager.getConnection(url, postgres.username(), postgres.password())) {
            return Arena.made(database, secret, setting);
        }
    }

    private void start(LoadOptions options, int count, String secret) throws IOException, InterruptedException {
        List<String> jvm = new ArrayList<>(OwnServer.OF_THE_LAUNCHER);
        jvm.addAll(options.serverJvm());
        for (int i = 1; i <= count; i++) {
            String name = "node-" + i;
            Map<String, String> environment = new HashMap<>(OwnServer.LIMITS);
            environment.putAll(backend.environment());
            environment.put("JWT_SECRET", secret);
            environment.put("HUBBUB_NODE_NAME", name);
            Path log = folder.path().resolve(name + ".log");
            Node node = new Node(new Node.Recipe(
                    name,
                    Programs.freePort(),
                    folder.path().resolve(name),
                    jvm,
                    environment,
                    ProcessBuilder.Redirect.to(log.toFile())));
            nodes.add(node);
            var _ = node.start();
            node.awaitReady();
        }
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    T people() {
        return people;
    }

    Processes processes() {
        return new Processes(
                nodes.stream().map(Node::pid).toList(),
                ProcessHandle.current().pid(),
                backend.nats().map(Daemon::process).map(Process::pid).orElse(0L));
    }

    @Override
    public void close() throws IOException {
        nodes.forEach(Node::close);
        backend.close();
        folder.close();
    }
}
