package dev.hubbub.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.server.app.Config;
import dev.hubbub.server.app.Hubbub;
import dev.hubbub.server.db.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A whole server on a free port, with a database of its own; mostly one for all tests of a run, since each start costs
/// seconds.
public final class RunningServer implements AutoCloseable {
    static final Map<String, String> ENVIRONMENT = Map.of(
            "SERVER_PORT", "0",
            "HUBBUB_FAILED_LOGINS_PER_ADDRESS", "100000",
            "HUBBUB_SETUP_TOKEN", "the tests' own token",
            "HUBBUB_BCRYPT_COST", "4",
            "HUBBUB_PRESENCE_GRACE_SECONDS", "1",
            "HUBBUB_REGISTRATION", "open",
            "HUBBUB_SIGN_INS_PER_MINUTE", "100000",
            "HUBBUB_COMMANDS_PER_SECOND", "100000",
            "HUBBUB_COMMANDS_BURST", "100000");

    private static @Nullable RunningServer running;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Hubbub hubbub;
    private final String url;

    private RunningServer(Hubbub hubbub) {
        this.hubbub = hubbub;
        url = hubbub.url();
    }

    public static synchronized RunningServer get() {
        if (running == null) {
            running = start(Map.of());
            Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        }
        return running;
    }

    /// One with other settings, for the test that closes it.
    public static RunningServer of(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("DATABASE_URL", TestPostgres.freshUrl());
        return start(environment);
    }

    private static RunningServer start(Map<String, String> settings) {
        try {
            Path folder = Files.createTempDirectory("hubbub-rest");
            Map<String, String> environment = new HashMap<>(ENVIRONMENT);
            environment.putAll(settings);
            environment.put("HUBBUB_DATA", folder.resolve("data").toString());
            // PostgreSQL runs as another user when root runs the tests.
            folder.toFile().setExecutable(true, false);
            return new RunningServer(Hubbub.start(Config.load(environment, folder.resolve(".env"))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public String url() {
        return url;
    }

    /// What it told its operator when it had started.
    public String greeting() {
        return hubbub.greeting();
    }

    @Override
    public void close() {
        hubbub.close();
    }

    /// @param json null for a null body, which HTTP knows as none
    public record Answer(int status, HttpResponse<String> response, JsonNode json) {
        public String text(String field) {
            return json.path(field).asText();
        }

        /// What it says, whichever request it answers.
        public String withoutId() {
            return response.body().replace("\"requestId\":\"" + text("requestId") + "\"", "");
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    public Answer get(String path, @Nullable String token) throws Exception {
        return send("GET", path, token, null);
    }

    public Answer post(String path, @Nullable String token, String body) throws Exception {
        return send("POST", path, token, body);
    }

    public Answer send(String method, String path, @Nullable String token, @Nullable String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request.build());
    }

    public Answer send(HttpRequest request) throws Exception {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        boolean isJson =
                response.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Answer(
                response.statusCode(), response, isJson ? json.readTree(response.body()) : json.createObjectNode());
    }

    /// The access token of an administrator, the same one each time.
    public synchronized String administrator() throws Exception {
        String login = "{\"login\":\"root-of-all\",\"password\":\"correct horse\"}";
        Answer known = post("/api/v1/login", null, login);
        return known.status() == 200
                ? known.text("accessToken")
                : register("root-of-all", ",\"setupToken\":\"the tests' own token\"")
                        .text("accessToken");
    }

    /// @param more fields, with a comma before each
    public Answer register(String username, String more) throws Exception {
        return post(
                "/api/v1/register",
                null,
                "{\"username\":\"%1$s\",\"email\":\"%1$s@example.org\",\"password\":\"correct horse\"%2$s}"
                        .formatted(username, more));
    }

    /// Registers `name` with a fresh suffix and gives the answer.
    public Answer register(String name) throws Exception {
        String unique = name + Long.toString(System.nanoTime(), 36);
        return register(unique, "");
    }
}
