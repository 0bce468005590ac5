package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Who is online, and who types, over the WebSockets of a running server.
@Tag("integration")
class OnlineTest {
    private final RunningServer server = RunningServer.get();
    private final List<TestSocket> sockets = new ArrayList<>();
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
        sockets.forEach(socket -> socket.socket().abort());
    }

    @Test
    void whoComesAndGoesIsToldToTheOthers() throws Exception {
        TestSocket first = enter(ana);
        TestSocket second = enter(bo);
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
        TestSocket first = enter(ana);
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
        TestSocket first = enter(ana);
        TestSocket second = enter(bo);
        TestSocket stranger = connect(server.register("cy"));
        stranger.awaits("welcome");
        stranger.say("{\"type\":\"typing\",\"room\":\"" + hallway + "\"}");
        second.say("{\"type\":\"typing\",\"room\":\"" + hallway + "\"}");
        second.say("{\"type\":\"typing\",\"room\":\"" + hallway + "\"}");
        first.awaits("\"type\":\"typing\"");
        server.post("/api/v1/rooms/" + hallway + "/messages", token(ana), "{\"text\":\"last\"}");
        first.awaits("\"text\":\"last\"");
        second.awaits("\"text\":\"last\"");
        assertThat(typing(first))
                .containsExactly("{\"type\":\"typing\",\"room\":\"" + hallway + "\",\"user\":" + person(bo) + "}");
        assertThat(typing(second)).isEmpty();
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
    private TestSocket enter(RunningServer.Answer who) {
        TestSocket socket = connect(who);
        // Among those that are listed first, or as a difference to them, whichever comes sooner.
        socket.awaits("\"type\":\"presence\",\"room\":\"" + hallway, person(who));
        return socket;
    }

    private TestSocket connect(RunningServer.Answer who) {
        TestSocket socket = TestSocket.open(server.url(), Map.of("Authorization", "Bearer " + token(who)));
        sockets.add(socket);
        socket.say("{'type':'hello'}");
        return socket;
    }

    private static List<String> typing(TestSocket socket) {
        return socket.heard().stream()
                .filter(text -> text.contains("\"type\":\"typing\""))
                .toList();
    }
}
