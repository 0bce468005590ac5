package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What administrators do to rooms, and that nobody else can.
@Tag("integration")
class RoomAdministrationTest {
    private static final String ROOMS = "/api/v1/admin/rooms";

    private final RunningServer server = RunningServer.get();
    private String admin = "";
    private String ana = "";
    private String anasId = "";
    private String name = "";
    private String hidden = "";

    @BeforeEach
    void anaHidesARoom() throws Exception {
        admin = server.administrator();
        var registered = server.register("ana");
        ana = registered.text("accessToken");
        anasId = registered.json().path("user").path("id").asText();
        name = "hidden " + System.nanoTime();
        hidden = server.post(
                        "/api/v1/rooms",
                        ana,
                        "{\"name\":\"%s\",\"visibility\":\"private\",\"password\":\"knock knock\"}".formatted(name))
                .text("id");
    }

    @Test
    void nobodyElseMay() throws Exception {
        for (String method : new String[] {"GET", "DELETE"}) {
            String path = method.equals("GET") ? ROOMS : ROOMS + "/" + hidden;
            assertThat(server.send(method, path, ana, null).text("code")).isEqualTo("forbidden");
            assertThat(server.send(method, path, null, null).text("code")).isEqualTo("unauthenticated");
        }
        assertThat(server.get("/api/v1/rooms/" + hidden, ana).status()).isEqualTo(200);
    }

    @Test
    void hiddenRoomsAreListedWithTheirOwnersAndWithoutTheirPasswords() throws Exception {
        var page = server.get(ROOMS + "?query=" + name.replace(" ", "%20"), admin);
        assertThat(page.response().body()).doesNotContain("$2a$", "knock");
        JsonNode room = page.json().path("rooms").path(0);
        assertThat(room.path("id").asText()).isEqualTo(hidden);
        assertThat(room.path("locked").asBoolean()).isTrue();
        assertThat(room.path("listed").asBoolean(true)).isFalse();
        assertThat(room.path("members").asInt()).isEqualTo(1);
        assertThat(room.path("owner").path("id").asText()).isEqualTo(anasId);
    }

    @Test
    void roomsAreListedAPageAtATime() throws Exception {
        var first = server.get(ROOMS + "?limit=1", admin);
        assertThat(first.json().path("rooms")).hasSize(1);
        var second = server.get(ROOMS + "?limit=1&after=" + first.text("next"), admin);
        assertThat(second.json().path("rooms").path(0).path("id"))
                .isNotEqualTo(first.json().path("rooms").path(0).path("id"));
    }

    @Test
    void membersHearOfADeletionByAnAdministrator() throws Exception {
        TestSocket socket = TestSocket.hello(server.url(), ana);
        assertThat(server.send("DELETE", ROOMS + "/" + hidden, admin, null).status())
                .isEqualTo(204);
        socket.awaits("room_deleted");
        assertThat(server.get("/api/v1/rooms/" + hidden, ana).text("code")).isEqualTo("no_such_room");
        assertThat(server.send("DELETE", ROOMS + "/" + hidden, admin, null).text("code"))
                .isEqualTo("no_such_room");
    }

    @Test
    void theGlobalRoomStays() throws Exception {
        assertThat(server.send("DELETE", ROOMS + "/1", admin, null).text("code"))
                .isEqualTo("not_possible");
    }

    @Test
    void theAuditLogTellsWhoDeletedWhat() throws Exception {
        server.send("DELETE", ROOMS + "/" + hidden, admin, null);
        await().until(() -> server.get("/api/v1/admin/audit?action=room_deleted&whom=room:" + hidden, admin)
                .response()
                .body()
                .contains("administrator"));
    }
}
