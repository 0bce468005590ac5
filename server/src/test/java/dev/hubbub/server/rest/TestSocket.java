package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A WebSocket with the headers that a browser, or whoever plays one, would send.
public final class TestSocket implements WebSocket.Listener {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private TestSocket(String url, WebSocket.Builder builder) {
        socket = builder.buildAsync(URI.create(url.replaceFirst("^http", "ws")), this)
                .join();
    }

    public static TestSocket at(String url, Map<String, String> headers) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        headers.forEach(builder::header);
        return new TestSocket(url, builder);
    }

    /// As a client that names our subprotocol.
    public static TestSocket ofProtocol(String url, String subprotocol) {
        return new TestSocket(url + "/ws", HTTP.newWebSocketBuilder().subprotocols(subprotocol));
    }

    /// @throws java.util.concurrent.CompletionException if the server refuses the upgrade
    public static TestSocket open(String url, Map<String, String> headers) {
        return at(url + "/ws", headers);
    }

    /// Connected and welcomed.
    public static TestSocket hello(String url, String token) {
        return hello(HTTP, url, token);
    }

    /// The same over an HTTP client that trusts the server.
    public static TestSocket hello(HttpClient http, String url, String token) {
        TestSocket socket = new TestSocket(url + "/ws", http.newWebSocketBuilder());
        socket.say("{'type':'hello','token':'%s'}".formatted(token));
        socket.awaits("\"type\":\"welcome\"");
        return socket;
    }

    /// @param json with ' for "
    public void say(String json) {
        sayAsIs(json.replace('\'', '"'));
    }

    /// From any thread, though the JDK's client takes one text at a time.
    public synchronized void sayAsIs(String json) {
        socket.sendText(json, true).join();
    }

    /// One message that holds all of the parts.
    public void awaits(String... parts) {
        awaits(Duration.ofSeconds(10), parts);
    }

    public void awaits(Duration patience, String... parts) {
        await().atMost(patience)
                .untilAsserted(() ->
                        assertThat(heard).anyMatch(text -> Stream.of(parts).allMatch(text::contains)));
    }

    /// Whole messages, in order.
    public List<String> heard() {
        return List.copyOf(heard);
    }

    /// For what no well-behaved client sends.
    public WebSocket socket() {
        return socket;
    }

    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    public void awaitsClose(int code) {
        await().until(closed::isDone);
        assertThat(closed.join()).isEqualTo(code);
    }

    public boolean isOpen() {
        return !closed.isDone();
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

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }
}
