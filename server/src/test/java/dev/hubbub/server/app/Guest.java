package dev.hubbub.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.server.rest.TestSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/// Someone who is connected to one of several nodes.
final class Guest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger REFS = new AtomicInteger();

    private final ObjectMapper json = new ObjectMapper();
    private final String url;
    private final String token;
    private final TestSocket socket;
    private final String id;

    /// @param more fields of the hello, with ' for "
    Guest(String url, String token, String more) {
        this.url = url;
        this.token = token;
        socket = TestSocket.open(url, Map.of());
        socket.say("{'type':'hello','token':'%s'%s}".formatted(token, more));
        socket.awaits(TestNodes.PATIENCE, "\"type\":\"welcome\"");
        id = messages("welcome").getFirst().path("user").path("id").asText();
    }

    String token() {
        return token;
    }

    /// Says something and waits for the answer.
    ///
    /// @param command with ' for ", and %s for the ref and for `room`
    JsonNode does(String command, String room) {
        String ref = says(command, room);
        socket.awaits(TestNodes.PATIENCE, "\"type\":\"ack\"", "\"ref\":\"" + ref + "\"");
        return messages("ack").stream()
                .filter(ack -> ack.path("ref").asText().equals(ref))
                .findFirst()
                .orElseThrow();
    }

    void says(String text) {
        socket.say(text);
    }

    String creates(String name) {
        return does("{'type':'create_room','ref':'%s','name':'%s'}", name)
                .path("room")
                .asText();
    }

    void joins(String room) {
        does("{'type':'join_room','ref':'%s','room':'%s'}", room);
    }

    void joinsAll(List<String> rooms) {
        doesAll("{'type':'join_room','ref':'%s','room':'%s'}", rooms);
    }

    void leavesAll(List<String> rooms) {
        doesAll("{'type':'leave_room','ref':'%s','room':'%s'}", rooms);
    }

    /// Without waiting for one answer before the next command.
    private void doesAll(String command, List<String> rooms) {
        List<String> refs = rooms.stream().map(room -> says(command, room)).toList();
        await().atMost(TestNodes.PATIENCE)
                .until(() -> messages("ack").stream()
                        .map(ack -> ack.path("ref").asText())
                        .toList()
                        .containsAll(refs));
    }

    private String says(String command, String room) {
        String ref = "r-" + REFS.incrementAndGet();
        socket.say(command.formatted(ref, room));
        return ref;
    }

    void leaves(String room) {
        does("{'type':'leave_room','ref':'%s','room':'%s'}", room);
    }

    void deletes(String room) {
        does("{'type':'delete_room','ref':'%s','room':'%s'}", room);
    }

    void removes(String room, Guest other) {
        does("{'type':'remove_member','ref':'%s','room':'%s','user':'" + other.id + "'}", room);
    }

    void posts(String room, String text) {
        does("{'type':'post','ref':'%s','room':'%s','text':'" + text + "'}", room);
    }

    void signsOut() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/logout"))
                .method("POST", HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + token)
                .build();
        assertThat(HTTP.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }

    void hangsUp() {
        socket.socket().abort();
    }

    void awaits(String... parts) {
        socket.awaits(TestNodes.PATIENCE, parts);
    }

    void awaitsClose(int code) {
        socket.awaitsClose(code);
    }

    void awaitsEvent(String room, String kind) {
        awaits("\"type\":\"event\"", "\"room\":\"" + room + "\"", "\"kind\":\"" + kind + "\"", id);
    }

    void awaitsText(String room, String text) {
        await().atMost(TestNodes.PATIENCE).until(() -> texts(room).contains(text));
    }

    /// What was said in the room, in the order in which it came.
    List<String> texts(String room) {
        return events(room).stream()
                .filter(event -> event.path("kind").asText().equals("message"))
                .map(event -> event.path("text").asText())
                .toList();
    }

    long lastSeq(String room) {
        return events(room).getLast().path("seq").asLong();
    }

    void hasSeenAllOnceAndInOrder(String room) {
        List<Long> seqs =
                events(room).stream().map(event -> event.path("seq").asLong()).toList();
        assertThat(seqs)
                .containsExactlyElementsOf(LongStream.rangeClosed(seqs.getFirst(), seqs.getLast())
                        .boxed()
                        .toList());
    }

    private List<JsonNode> events(String room) {
        return messages("event").stream()
                .filter(event -> event.path("room").asText().equals(room))
                .toList();
    }

    private List<JsonNode> messages(String type) {
        return socket.heard().stream()
                .map(this::parse)
                .filter(message -> message.path("type").asText().equals(type))
                .toList();
    }

    private JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
