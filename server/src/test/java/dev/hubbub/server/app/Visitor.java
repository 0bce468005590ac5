package dev.hubbub.server.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.client.HubbubApi;
import dev.hubbub.server.rest.TestSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Someone signed in, who talks in the global room over REST and listens on a bare WebSocket: unlike our client it
/// hides no refusal.
final class Visitor {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String token;
    private @Nullable TestSocket socket;

    private Visitor(String url, String token) {
        this.url = url;
        this.token = token;
    }

    static Visitor register(String url, String name) throws Exception {
        return as(
                url,
                new HubbubApi(URI.create(url))
                        .register(name, name + "@example.org", "correct horse")
                        .accessToken());
    }

    /// One who was here before.
    static Visitor login(String url, String name) throws Exception {
        return as(
                url, new HubbubApi(URI.create(url)).login(name, "correct horse").accessToken());
    }

    private static Visitor as(String url, String token) {
        return new Visitor(url, token);
    }

    /// @param json null for no body
    record Answer(int status, HttpResponse<String> response, JsonNode json) {}

    /// Posts with a ref that is the text.
    Answer post(String text) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + "/api/v1/rooms/1/messages"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"ref\":\"%1$s\",\"text\":\"%1$s\"}".formatted(text))));
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + path)));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response, json.readTree(response.body()));
    }

    /// The texts of the global room, oldest first.
    List<String> history() throws IOException, InterruptedException {
        return get("/api/v1/rooms/1/messages?limit=200").json().findValuesAsText("text");
    }

    void listen() {
        socket = TestSocket.hello(url, token);
    }

    void say(String text) {
        Objects.requireNonNull(socket).sayAsIs(text);
    }

    /// Waits for a message that holds all of the parts.
    void hears(String... parts) {
        Objects.requireNonNull(socket).awaits(PATIENCE, parts);
    }
}
