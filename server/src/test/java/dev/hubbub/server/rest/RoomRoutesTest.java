package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class RoomRoutesTest {
    private final RunningServer server = RunningServer.get();
    private String ana = "";
    private String bo = "";
    private String hallway = "";
    private String hallwayName = "";

    @BeforeEach
    void anaOpensTheHallway() throws Exception {
        ana = server.register("ana").text("accessToken");
        bo = server.register("bo").text("accessToken");
        hallwayName = "hallway " + System.nanoTime();
        var created = server.post("/api/v1/rooms", ana, "{\"name\":\"%s\"}".formatted(hallwayName));
        assertThat(created.status()).isEqualTo(201);
        hallway = "/api/v1/rooms/" + created.text("id");
    }

    @Test
    void whatIsPostedIsInTheHistory() throws Exception {
        var posted = server.post(hallway + "/messages", ana, "{\"text\":\"hello\",\"ref\":\"a-1\"}");
        assertThat(posted.status()).isEqualTo(201);
        assertThat(posted.text("ref")).isEqualTo("a-1");
        var events = server.get(hallway + "/messages", ana).json().path("events");
        var last = events.get(events.size() - 1);
        assertThat(last.path("seq").asLong())
                .isEqualTo(posted.json().path("seq").asLong());
        assertThat(last.path("text").asText()).isEqualTo("hello");
    }

    @Test
    void aRetryWithTheSameRefGetsTheFirstAnswer() throws Exception {
        String body = "{\"text\":\"once\",\"ref\":\"once-%s\"}".formatted(System.nanoTime());
        var first = server.post(hallway + "/messages", ana, body);
        var again = server.post(hallway + "/messages", ana, body);
        assertThat(again.response().body()).isEqualTo(first.response().body());
    }

    @Test
    void theLogCanBeFollowedFromASeqOn() throws Exception {
        long first = server.post(hallway + "/messages", ana, "{\"text\":\"one\"}")
                .json()
                .path("seq")
                .asLong();
        server.post(hallway + "/messages", ana, "{\"text\":\"two\"}");
        var events = server.get(hallway + "/events?after=" + first, ana).json().path("events");
        assertThat(events).hasSize(1);
        assertThat(events.get(0).path("text").asText()).isEqualTo("two");
    }

    @Test
    void readingMovesTheMarker() throws Exception {
        long seq = server.post(hallway + "/messages", ana, "{\"text\":\"one\"}")
                .json()
                .path("seq")
                .asLong();
        assertThat(server.post(hallway + "/read", ana, "{\"seq\":%d}".formatted(seq))
                        .status())
                .isEqualTo(200);
        assertThat(server.get(hallway, ana).json().path("readSeq").asLong()).isEqualTo(seq);
    }

    @Test
    void othersComeInByNameAndLeave() throws Exception {
        assertThat(server.get(hallway, bo).text("code")).isEqualTo("not_a_member");
        var joined = server.post("/api/v1/rooms/join", bo, "{\"name\":\"%s\"}".formatted(hallwayName));
        assertThat(joined.status()).isEqualTo(200);
        assertThat(server.get(hallway + "/members", ana).json().path("members")).hasSize(2);
        assertThat(server.post(hallway + "/leave", bo, "{}").status()).isEqualTo(200);
        assertThat(server.post(hallway + "/messages", bo, "{\"text\":\"hi\"}").text("code"))
                .isEqualTo("not_a_member");
    }

    @Test
    void theOwnerShowsSomeoneTheDoor() throws Exception {
        var joined = server.post(hallway + "/join", bo, "");
        assertThat(joined.status()).as(joined.response().body()).isEqualTo(200);
        var members = server.get(hallway + "/members", ana).json().path("members");
        var guest = members.findValues("user").stream()
                .filter(user -> user.path("username").asText().startsWith("bo"))
                .findFirst()
                .orElseThrow();
        String door = hallway + "/members/" + guest.path("id").asText();
        assertThat(server.send("DELETE", door, bo, null).text("code")).isEqualTo("forbidden");
        assertThat(server.send("DELETE", door, ana, null).status()).isEqualTo(200);
        assertThat(server.get(hallway, bo).status()).isEqualTo(403);
    }

    @Test
    void theOwnerRenamesAndDeletes() throws Exception {
        String name = "design " + System.nanoTime();
        assertThat(server.send("PATCH", hallway, ana, "{\"name\":\"%s\"}".formatted(name))
                        .status())
                .isEqualTo(200);
        assertThat(server.get(hallway, ana).text("name")).isEqualTo(name);
        assertThat(server.send("DELETE", hallway, ana, null).status()).isEqualTo(200);
        assertThat(server.get(hallway, ana).text("code")).isEqualTo("no_such_room");
    }

    @Test
    void theOwnerSaysWhatItIsAbout() throws Exception {
        String topic = hallway + "/topic";
        assertThat(server.get(hallway, ana).json().has("topic")).isFalse();
        assertThat(server.send("PUT", topic, ana, "{\"topic\":\"lost keys\"}").status())
                .isEqualTo(200);
        assertThat(server.get(hallway, ana).text("topic")).isEqualTo("lost keys");
        assertThat(server.post(hallway + "/join", bo, "").status()).isEqualTo(200);
        assertThat(server.send("PUT", topic, bo, "{\"topic\":\"bo's\"}").text("code"))
                .isEqualTo("forbidden");
        assertThat(server.send("PUT", topic, ana, "{}").text("code")).isEqualTo("invalid");
        assertThat(server.send("PUT", topic, ana, "{\"topic\":\"\"}").status()).isEqualTo(200);
        assertThat(server.get(hallway, ana).json().has("topic")).isFalse();
    }

    @Test
    void theDirectoryFindsIt() throws Exception {
        String query = hallwayName.replace(" ", "%20");
        var rooms = server.get("/api/v1/rooms?query=" + query, bo).json().path("rooms");
        assertThat(rooms.findValuesAsText("name")).contains(hallwayName);
    }
}
