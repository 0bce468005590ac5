package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A WebSocket that holds every frame, of both directions, against docs/asyncapi.yaml.
final class DocumentedSocket implements WebSocket.Listener, AutoCloseable {
    private static final SpecDocument DOCUMENT = SpecDocument.read("asyncapi.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicLong REFS = new AtomicLong();

    /// The names of the messages that all of them have sent and heard.
    static final Set<String> SEEN = new ConcurrentSkipListSet<>();

    private final StringBuilder partial = new StringBuilder();
    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    private final WebSocket socket;

    private DocumentedSocket(HttpClient http, String url) {
        socket = http.newWebSocketBuilder()
                .subprotocols("hubbub.v1")
                .buildAsync(URI.create(url.replaceFirst("^http", "ws") + "/ws"), this)
                .join();
    }

    static DocumentedSocket open(HttpClient http, String url) {
        return new DocumentedSocket(http, url);
    }

    /// Sends one object: `{'type':'post',...}`, with ' for ".
    void say(String json) throws Exception {
        JsonNode command = JSON.readTree(json.replace('\'', '"'));
        String type = "command." + command.path("type").asText();
        assertThat(DOCUMENT.faults(DOCUMENT.at("components", "messages", type, "payload"), command))
                .as("%s", command)
                .isEmpty();
        SEEN.add(type);
        socket.sendText(command.toString(), true).join();
    }

    /// Sends a command with a fresh ref and gives the answer, which must be one that the document promises to it.
    JsonNode ask(String json) throws Exception {
        ObjectNode command = (ObjectNode) JSON.readTree(json.replace('\'', '"'));
        String ref = "r-" + REFS.incrementAndGet();
        say(command.put("ref", ref).toString());
        JsonNode answer = awaits(message -> message.path("ref").asText().equals(ref)
                && !message.path("type").asText().equals("event"));
        assertPromised(command.path("type").asText(), answer);
        return answer;
    }

    /// The first message that is so, also if it has come by now.
    JsonNode awaits(java.util.function.Predicate<JsonNode> wanted) {
        return await().until(() -> heard.stream().filter(wanted).findFirst().orElse(null), java.util.Objects::nonNull);
    }

    JsonNode awaits(String type) {
        return awaits(message -> message.path("type").asText().equals(type));
    }

    /// That every message which came unasked is in the document.
    void assertDocumented() {
        for (JsonNode message : heard) {
            if (!message.path("type").asText().equals("ack")) {
                assertFits("server." + message.path("type").asText(), message);
            }
        }
    }

    private static void assertPromised(String command, JsonNode answer) {
        List<String> faults = new ArrayList<>();
        for (JsonNode reply : DOCUMENT.at("operations", command, "reply", "messages")) {
            String name = reply.path("$ref").asText();
            name = name.substring(name.lastIndexOf('/') + 1);
            List<String> found = DOCUMENT.faults(DOCUMENT.at("components", "messages", name, "payload"), answer);
            if (found.isEmpty()) {
                SEEN.add(name);
                return;
            }
            faults.add(name + ": " + found);
        }
        throw new AssertionError("%s was answered by %s, which is no reply: %s".formatted(command, answer, faults));
    }

    private static void assertFits(String name, JsonNode message) {
        assertThat(DOCUMENT.faults(DOCUMENT.at("components", "messages", name, "payload"), message))
                .as("%s", message)
                .isEmpty();
        SEEN.add(name);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                heard.add(JSON.readTree(partial.toString()));
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
