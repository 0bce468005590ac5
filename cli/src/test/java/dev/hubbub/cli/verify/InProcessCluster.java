package dev.hubbub.cli.verify;

import dev.hubbub.cli.process.Daemon;
import dev.hubbub.cli.process.Programs;
import dev.hubbub.cli.verify.bus.BusProxy;
import dev.hubbub.cli.verify.bus.LocalNats;
import dev.hubbub.cli.verify.bus.Mischief;
import dev.hubbub.postgres.EmbeddedPostgres;
import dev.hubbub.postgres.PostgresSettings;
import dev.hubbub.server.app.Config;
import dev.hubbub.server.app.Hubbub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Nodes within this process, each with a bad way to a real NATS. Only that way suffers faults.
final class InProcessCluster implements Target {
    private final EmbeddedPostgres postgres;
    private final int monitoring = Programs.freePort();
    private final Daemon nats = LocalNats.start(monitoring);
    private final List<BusProxy> ways = new ArrayList<>();
    private final List<Hubbub> nodes = new ArrayList<>();

    InProcessCluster(Path folder, int count, int mischief, long seed) throws IOException, InterruptedException {
        postgres = EmbeddedPostgres.start(folder.resolve("database"), PostgresSettings.forTests());
        for (int i = 1; i <= count; i++) {
            BusProxy way = new BusProxy(LocalNats.address(nats), new Mischief(seed + i, mischief));
            ways.add(way);
            Map<String, String> environment = new HashMap<>(Recipes.ENVIRONMENT);
            environment.putAll(Map.of(
                    "SERVER_PORT",
                    "0",
                    "SERVER_HOST",
                    "127.0.0.1",
                    "HUBBUB_NODE_NAME",
                    "node-" + i,
                    "HUBBUB_DATA",
                    folder.resolve("node-" + i).toString(),
                    "DATABASE_URL",
                    databaseUrl(),
                    "NATS_URL",
                    way.url()));
            nodes.add(Hubbub.start(Config.load(environment, folder.resolve(".env"))));
        }
    }

    private String databaseUrl() {
        return "%s&user=%s&password=%s".formatted(postgres.jdbcUrl(), postgres.username(), postgres.password());
    }

    @Override
    public List<URI> urls() {
        return nodes.stream().map(node -> URI.create(node.url())).toList();
    }

    @Override
    public Connection database() throws SQLException {
        return DriverManager.getConnection(databaseUrl());
    }

    @Override
    public void suffer(Fault fault) throws IOException, InterruptedException {
        BusProxy way = ways.get(fault.victim());
        switch (fault.kind()) {
            case KILL_NATS -> {
                nats.kill();
                Thread.sleep(fault.ms());
                var _ = nats.startAgain();
            }
            case CUT_BUS -> way.cut(fault.ms());
            case HANG_BUS -> way.hang(fault.ms());
            case KILL_SERVER, STOP_SERVER, KILL_POSTMASTER, KILL_BACKEND, KILL_BOTH ->
                throw new IllegalArgumentException(fault + " would hit the test itself");
            case CUT, CUT_ALL, TEAR, DELAY, STALL, SILENCE, CALM ->
                throw new IllegalArgumentException(fault + " is a network's fault");
        }
    }

    /// How many there are on rooms' subjects, as NATS counts them.
    int roomSubscriptions() throws IOException, InterruptedException {
        URI monitor = URI.create("http://127.0.0.1:" + monitoring + "/connz?subs=1");
        try (HttpClient http = HttpClient.newHttpClient()) {
            String all = http.send(HttpRequest.newBuilder(monitor).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            return all.split("\"chat\\.room\\.", -1).length - 1;
        }
    }

    @Override
    public String remark() {
        return ways.stream().map(BusProxy::counts).toList().toString();
    }

    @Override
    public void close() throws IOException {
        nodes.forEach(Hubbub::close);
        for (BusProxy way : ways) {
            way.close();
        }
        nats.close();
        postgres.close();
    }
}
