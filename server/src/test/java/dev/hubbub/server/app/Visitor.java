package dev.hubbub.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.client.HubbubApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Someone signed in, who talks in the global room over REST and listens on a bare WebSocket: unlike our client it
/// hides no refusal.
final class Visitor implements WebSocket.Listener {
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String token;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private @Nullable WebSocket socket;

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
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(url.replace("http", "ws") + "/ws"), this)
                .join();
        say("{\"type\":\"hello\",\"token\":\"" + token + "\"}");
        hears("\"type\":\"welcome\"");
    }

    void say(String text) {
        Objects.requireNonNull(socket).sendText(text, true).join();
    }

    /// Waits for a message that holds all of the parts.
    void hears(String... parts) {
        await().atMost(java.time.Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(heard).anySatisfy(text -> assertThat(text).contains(parts)));
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            heard.add(partial.toString());
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }
}
