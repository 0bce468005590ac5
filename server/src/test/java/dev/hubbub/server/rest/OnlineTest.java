package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Who is online, and who types, over the WebSockets of a running server.
@Tag("integration")
class OnlineTest {
    private final RunningServer server = RunningServer.get();
    private final HttpClient http = HttpClient.newHttpClient();
    private String hallway = "";
    private final RunningServer.Answer ana;
    private final RunningServer.Answer bo;

    OnlineTest() throws Exception {
        ana = server.register("ana");
        bo = server.register("bo");
    }

    @BeforeEach
    void anaAndBoAreInTheHallway() throws Exception {
        var created =
                server.post("/api/v1/rooms", token(ana), "{\"name\":\"hallway %d\"}".formatted(System.nanoTime()));
        hallway = created.text("id");
        server.post("/api/v1/rooms/" + hallway + "/join", token(bo), "");
    }

    @AfterEach
    void hangUp() {
        http.shutdownNow();
    }

    @Test
    void whoComesAndGoesIsToldToTheOthers() throws Exception {
        Socket first = enter(ana);
        Socket second = enter(bo);
        first.awaits("\"joined\":[" + person(bo));
        second.awaits("\"type\":\"presence\",\"room\":\"" + hallway + "\",\"online\":[" + person(ana));
        assertThat(online(bo)).isTrue();
        second.close();
        first.awaits("\"left\":[" + person(bo));
        assertThat(online(bo)).isFalse();
        assertThat(online(ana)).isTrue();
    }

    @Test
    void whoLeavesTheRoomIsNoLongerOnlineInIt() throws Exception {
        Socket first = enter(ana);
        enter(bo);
        first.awaits("\"joined\":[" + person(bo));
        server.post("/api/v1/rooms/" + hallway + "/leave", token(bo), "");
        first.awaits("\"left\":[" + person(bo));
    }

    @Test
    void ofTheRoomThatEverybodyIsInOnlyTheNumberIsTold() throws Exception {
        connect(ana).awaits("{\"type\":\"presence\",\"room\":\"1\",\"count\":");
    }

    @Test
    void typingIsToldToTheOthersInTheRoomOnly() throws Exception {
        Socket first = enter(ana);
        Socket second = enter(bo);
        Socket stranger = connect(server.register("cy"));
        stranger.awaits("welcome");
        stranger.say("{\"type\":\"typing\",\"room\":\"" + hallway + "\"}");
        second.say("{\"type\":\"typing\",\"room\":\"" + hallway + "\"}");
        second.say("{\"type\":\"typing\",\"room\":\"" + hallway + "\"}");
        first.awaits("\"type\":\"typing\"");
        server.post("/api/v1/rooms/" + hallway + "/messages", token(ana), "{\"text\":\"last\"}");
        first.awaits("\"text\":\"last\"");
        second.awaits("\"text\":\"last\"");
        assertThat(first.typing())
                .containsExactly("{\"type\":\"typing\",\"room\":\"" + hallway + "\",\"user\":" + person(bo) + "}");
        assertThat(second.typing()).isEmpty();
    }

    private boolean online(RunningServer.Answer who) throws Exception {
        var members = server.get("/api/v1/rooms/" + hallway + "/members", token(ana))
                .json()
                .path("members");
        for (var member : members) {
            if (member.path("user").equals(who.json().path("user"))) {
                return member.path("online").asBoolean();
            }
        }
        throw new AssertionError("not a member: " + who.json());
    }

    private static String token(RunningServer.Answer who) {
        return who.text("accessToken");
    }

    private static String person(RunningServer.Answer who) {
        return who.json().path("user").toString();
    }

    /// Waits until the hallway was told, so that the next one is told apart.
    private Socket enter(RunningServer.Answer who) {
        Socket socket = connect(who);
        // Among those that are listed first, or as a difference to them, whichever comes sooner.
        socket.awaits("\"type\":\"presence\",\"room\":\"" + hallway, person(who));
        return socket;
    }

    private Socket connect(RunningServer.Answer who) {
        Socket socket = new Socket();
        socket.webSocket = http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token(who))
                .buildAsync(URI.create(server.url().replaceFirst("http", "ws") + "/ws"), socket)
                .join();
        socket.say("{\"type\":\"hello\"}");
        return socket;
    }

    private static final class Socket implements WebSocket.Listener {
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final StringBuilder partial = new StringBuilder();
        private @Nullable WebSocket webSocket;

        void say(String json) {
            webSocket().sendText(json, true).join();
        }

        void close() {
            webSocket().sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }

        private WebSocket webSocket() {
            return java.util.Objects.requireNonNull(webSocket);
        }

        void awaits(String... parts) {
            await().untilAsserted(() ->
                    assertThat(heard).anyMatch(text -> Stream.of(parts).allMatch(text::contains)));
        }

        List<String> typing() {
            return heard.stream()
                    .filter(text -> text.contains("\"type\":\"typing\""))
                    .toList();
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                heard.add(partial.toString());
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
