package dev.hubbub.server.app;

import static org.awaitility.Awaitility.await;

import dev.hubbub.client.HubbubApi;
import dev.hubbub.server.db.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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

    private final List<ServerProcess> processes = new ArrayList<>();
    private final Path folder;
    private String database = "";

    private TestNodes(Path folder) {
        this.folder = folder;
    }

    static TestNodes none() {
        return new TestNodes(Path.of(""));
    }

    static TestNodes start(int count, Path folder, Map<String, String> settings) {
        return start(folder, Collections.nCopies(count, settings));
    }

    /// One for each of the settings.
    static TestNodes start(Path folder, List<Map<String, String>> settings) {
        TestNodes all = new TestNodes(folder);
        all.database = TestPostgres.freshUrl();
        for (Map<String, String> more : settings) {
            Map<String, String> environment = all.settings("n" + all.nodes.size(), more);
            all.nodes.add(Hubbub.start(Config.load(environment, folder.resolve(".env"))));
        }
        for (int i = 0; i < settings.size(); i++) {
            int node = i;
            await().atMost(PATIENCE).until(() -> all.ready(node).startsWith("{\"status\":\"up\""));
        }
        return all;
    }

    /// One more, in a JVM of its own, that is to be killed; not counted among the others.
    ServerProcess doomed(Map<String, String> settings) throws IOException {
        processes.add(ServerProcess.start(settings("doomed", settings)));
        return processes.getLast();
    }

    private Map<String, String> settings(String name, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "SERVER_PORT", "0",
                "HUBBUB_NODE_NAME", name,
                "HUBBUB_DATA", folder.resolve(name).toString(),
                "HUBBUB_BCRYPT_COST", "4",
                "HUBBUB_REGISTRATION", "open",
                "HUBBUB_COMMANDS_PER_SECOND", "100000",
                "HUBBUB_COMMANDS_BURST", "100000",
                "HUBBUB_USER_COMMANDS_PER_SECOND", "100000",
                "HUBBUB_USER_COMMANDS_BURST", "100000",
                "DATABASE_URL", database));
        settings.putAll(more);
        return settings;
    }

    Hubbub node(int node) {
        return nodes.get(node);
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
        return same(url(node), other);
    }

    Guest same(String url, Guest other) {
        return add(new Guest(url, other.token(), ""));
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
        processes.forEach(ServerProcess::close);
        nodes.forEach(Hubbub::close);
        http.close();
    }
}
