package dev.hubbub.server.app;

import static org.awaitility.Awaitility.await;

import dev.hubbub.client.HubbubApi;
import dev.hubbub.server.db.TestPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Whole servers that share a new database.
final class TestNodes implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PASSWORD = "correct horse";

    private final List<Hubbub> nodes = new ArrayList<>();
    private final List<Guest> guests = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    private TestNodes() {}

    static TestNodes none() {
        return new TestNodes();
    }

    static TestNodes start(int count, Path folder, Map<String, String> settings) {
        TestNodes all = new TestNodes();
        String database = TestPostgres.freshUrl();
        for (int i = 0; i < count; i++) {
            Map<String, String> environment = new HashMap<>(Map.of(
                    "SERVER_PORT", "0",
                    "HUBBUB_NODE_NAME", "n" + i,
                    "HUBBUB_DATA", folder.resolve("n" + i).toString(),
                    "HUBBUB_BCRYPT_COST", "4",
                    "HUBBUB_REGISTRATION", "open",
                    "HUBBUB_COMMANDS_PER_SECOND", "100000",
                    "HUBBUB_COMMANDS_BURST", "100000",
                    "HUBBUB_USER_COMMANDS_PER_SECOND", "100000",
                    "HUBBUB_USER_COMMANDS_BURST", "100000",
                    "DATABASE_URL", database));
            environment.putAll(settings);
            all.nodes.add(Hubbub.start(Config.load(environment, folder.resolve(".env"))));
        }
        for (int i = 0; i < count; i++) {
            int node = i;
            await().atMost(PATIENCE).until(() -> all.ready(node).startsWith("{\"status\":\"up\""));
        }
        return all;
    }

    /// Someone new, connected to that node.
    Guest guest(int node, String name) throws Exception {
        return add(new Guest(
                url(node),
                api(node).register(name, name + "@example.org", PASSWORD).accessToken(),
                ""));
    }

    /// Someone who is known, with another session.
    Guest again(int node, String name) throws Exception {
        return add(new Guest(url(node), api(node).login(name, PASSWORD).accessToken(), ""));
    }

    /// The same session on another node.
    Guest same(int node, Guest other) {
        return add(new Guest(url(node), other.token(), ""));
    }

    /// Someone who has that room up to `cursor`.
    Guest resume(int node, String name, String room, long cursor) throws Exception {
        return add(new Guest(
                url(node),
                api(node).login(name, PASSWORD).accessToken(),
                ",'cursors':{'%s':%d}".formatted(room, cursor)));
    }

    private Guest add(Guest guest) {
        guests.add(guest);
        return guest;
    }

    String url(int node) {
        return nodes.get(node).url();
    }

    private HubbubApi api(int node) {
        return new HubbubApi(URI.create(url(node)));
    }

    String ready(int node) throws Exception {
        return get(node, "/health/ready");
    }

    double metric(int node, String name) throws Exception {
        return get(node, "/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private String get(int node, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url(node) + path)).build(), BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        guests.forEach(Guest::hangsUp);
        nodes.forEach(Hubbub::close);
        http.close();
    }
}
