package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A server that takes whoever has an invitation, where members invite too.
@Tag("integration")
class InvitationRoutesTest {
    private static final String INVITATIONS = "/api/v1/invitations";

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.of(Map.of("HUBBUB_REGISTRATION", "invitation", "HUBBUB_INVITERS", "members"));
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void whoHasAnInvitationComesInAsItSaysAndAsOftenAsItSays() throws Exception {
        String secret = invite(server.administrator(), "{\"role\":\"guest\",\"uses\":2}");
        assertThat(server.register("uma", "").text("code")).isEqualTo("invitation_required");
        String guest = come("uma", secret).text("accessToken");
        assertThat(come("udo", secret).status()).isEqualTo(201);
        assertThat(come("uwe", secret).text("code")).isEqualTo("bad_token");
        assertThat(come("uma", "guessed").text("code")).isEqualTo("bad_token");
        assertThat(server.post("/api/v1/rooms", guest, "{\"name\":\"den\"}").text("code"))
                .isEqualTo("forbidden");
        assertThat(server.post(INVITATIONS, guest, "{}").text("code")).isEqualTo("forbidden");
        assertThat(server.get(INVITATIONS, guest).text("code")).isEqualTo("forbidden");
    }

    @Test
    void aGuestMakesNoRoomOnTheWebSocketEither() throws Exception {
        String guest = come("ida", invite(server.administrator(), "{\"role\":\"guest\"}"))
                .text("accessToken");
        TestSocket socket = TestSocket.hello(server.url(), guest);
        socket.say("{'type':'create_room','ref':'g-1','name':'den'}");
        socket.awaits("\"ref\":\"g-1\",\"code\":\"forbidden\"");
    }

    @Test
    void aRevokedInvitationLetsNobodyInAndIsNobodyElsesToRevoke() throws Exception {
        String ana = member("ana");
        String bo = member("bo");
        var made = server.post(INVITATIONS, ana, "{\"uses\":9,\"note\":\"for the choir\"}");
        String path = INVITATIONS + "/" + made.text("id");
        assertThat(server.send("DELETE", path, bo, null).text("code")).isEqualTo("not_found");
        assertThat(only(server.get(INVITATIONS, bo).json())).isEmpty();
        assertThat(only(server.get(INVITATIONS, ana).json())
                        .path(0)
                        .path("note")
                        .asText())
                .isEqualTo("for the choir");
        assertThat(server.send("DELETE", path, ana, null).status()).isEqualTo(204);
        assertThat(come("cy", made.text("invitation")).text("code")).isEqualTo("bad_token");
        assertThat(only(server.get(INVITATIONS, ana).json())
                        .path(0)
                        .path("good")
                        .asBoolean())
                .isFalse();
        assertThat(server.send("DELETE", path, ana, null).text("code")).isEqualTo("not_found");
    }

    @Test
    void anAdministratorSeesAndRevokesAllOfThem() throws Exception {
        var made = server.post(INVITATIONS, member("eva"), "{}");
        String admin = server.administrator();
        var list = server.get(INVITATIONS + "?limit=1", admin);
        assertThat(only(list.json()).path(0).path("createdBy").path("username").asText())
                .isEqualTo("eva");
        assertThat(list.response().body()).doesNotContain(made.text("invitation"));
        var next = server.get(INVITATIONS + "?limit=200&after=" + list.text("next"), admin);
        assertThat(next.response().body()).doesNotContain("\"eva\"").contains("root-of-all");
        assertThat(server.send("DELETE", INVITATIONS + "/" + made.text("id"), admin, null)
                        .status())
                .isEqualTo(204);
    }

    @Test
    void termsOutOfBoundsAreRefused() throws Exception {
        String admin = server.administrator();
        assertThat(server.post(INVITATIONS, admin, "{\"uses\":0}").text("detail"))
                .startsWith("uses must be");
        assertThat(server.post(INVITATIONS, admin, "{\"uses\":99999999999999999999}")
                        .text("detail"))
                .startsWith("uses must be");
        assertThat(server.post(INVITATIONS, admin, "{\"expiresInHours\":9999}").text("detail"))
                .startsWith("expiresInHours must be");
        assertThat(server.post(INVITATIONS, admin, "{\"role\":\"administrator\"}")
                        .text("detail"))
                .startsWith("role must be");
    }

    private static String member(String name) throws Exception {
        return come(name, invite(server.administrator(), "{}")).text("accessToken");
    }

    private static String invite(String token, String terms) throws Exception {
        var made = server.post(INVITATIONS, token, terms);
        assertThat(made.status()).isEqualTo(201);
        return made.text("invitation");
    }

    private static RunningServer.Answer come(String name, String secret) throws Exception {
        return server.register(name, ",\"invitation\":\"%s\"".formatted(secret));
    }

    private static JsonNode only(JsonNode page) {
        return page.path("invitations");
    }
}
