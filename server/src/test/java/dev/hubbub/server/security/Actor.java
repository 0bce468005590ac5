package dev.hubbub.server.security;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.server.rest.RunningServer;
import dev.hubbub.server.rest.RunningServer.Answer;
import dev.hubbub.server.rest.TestSocket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Somebody with an account, who asks over REST or over a WebSocket of his own. JSON is written with ' for ".
final class Actor {
    static final String API = "/api/v1";
    static final String PASSWORD = "correct horse";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicLong REFS = new AtomicLong();

    private final RunningServer server;
    private final Answer signedIn;
    private @Nullable TestSocket socket;

    private Actor(RunningServer server, Answer signedIn) {
        this.server = server;
        this.signedIn = signedIn;
    }

    /// A new user.
    ///
    /// @param name to which a suffix comes
    static Actor named(RunningServer server, String name) throws Exception {
        return new Actor(server, server.register(name));
    }

    /// The same user, signed in once more.
    Actor again() throws Exception {
        return new Actor(
                server,
                server.post(
                        API + "/login",
                        null,
                        "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(username(), PASSWORD)));
    }

    String id() {
        return signedIn.json().path("user").path("id").asText();
    }

    String username() {
        return signedIn.json().path("user").path("username").asText();
    }

    String token() {
        return signedIn.text("accessToken");
    }

    String refreshToken() {
        return signedIn.text("refreshToken");
    }

    /// Over REST.
    ///
    /// @param path after `/api/v1`
    Told rest(String method, String path, @Nullable String body) throws Exception {
        return rest(server, token(), method, path, body);
    }

    static Told rest(RunningServer server, @Nullable String token, String method, String path, @Nullable String body)
            throws Exception {
        Answer answer = server.send(method, API + path, token, body == null ? null : body.replace('\'', '"'));
        String code = answer.status() < 400 ? "" : answer.text("code");
        return new Told(code, withoutRef(answer.status() + answer.withoutId()), answer.json());
    }

    /// Over WebSocket.
    ///
    /// @param type of the command
    /// @param fields each with a comma before it
    Told socket(String type, String fields) {
        String ref = "r-" + REFS.incrementAndGet();
        TestSocket open = socket();
        open.say("{'type':'%s','ref':'%s'%s}".formatted(type, ref, fields));
        return answer(open, ref);
    }

    /// The answer to a command.
    static Told answer(TestSocket socket, String ref) {
        String heard =
                await().until(() -> find(socket, ref), Optional::isPresent).orElseThrow();
        JsonNode json = tree(heard);
        return new Told(json.path("code").asText(), withoutRef(heard), json);
    }

    /// His connection, welcomed.
    TestSocket socket() {
        if (socket == null) {
            socket = TestSocket.hello(server.url(), token());
        }
        return socket;
    }

    /// The id of a new private room of his, which only its members see.
    ///
    /// @param password null for a room that nobody can join
    String hiddenRoom(String name, @Nullable String password) throws Exception {
        String locked = password == null ? "" : ",'password':'" + password + "'";
        return rest("POST", "/rooms", "{'name':'%s','visibility':'private'%s}".formatted(name, locked))
                .json()
                .path("id")
                .asText();
    }

    String publicRoom(String name) throws Exception {
        return rest("POST", "/rooms", "{'name':'%s'}".formatted(name))
                .json()
                .path("id")
                .asText();
    }

    void post(String room, String text) throws Exception {
        Told told = rest("POST", "/rooms/" + room + "/messages", "{'text':'" + text + "'}");
        if (!told.isDone()) {
            throw new AssertionError(told.words());
        }
    }

    /// A suffix that nobody else uses.
    static String fresh() {
        return Long.toString(System.nanoTime(), 36);
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }

    private static Optional<String> find(TestSocket socket, String ref) {
        return socket.heard().stream()
                .filter(text -> text.contains("\"ref\":\"" + ref + "\""))
                .filter(text -> text.startsWith("{\"type\":\"ack\"") || text.startsWith("{\"type\":\"error\""))
                .findFirst();
    }

    private static String withoutRef(String words) {
        return words.replaceAll("\"ref\":\"[^\"]*\"", "");
    }
}
