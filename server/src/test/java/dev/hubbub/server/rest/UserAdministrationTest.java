package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What administrators do to users, and that nobody else can.
@Tag("integration")
class UserAdministrationTest {
    private static final String USERS = "/api/v1/admin/users";

    private static RunningServer server;
    private static String admin;

    @BeforeAll
    static void start() throws Exception {
        server = RunningServer.of(Map.of());
        admin = server.administrator();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, ''",
        "GET, /1",
        "PUT, /1/role",
        "POST, /1/deactivate",
        "POST, /1/reactivate",
        "DELETE, /1",
        "DELETE, /1/sessions",
    })
    void nobodyElseMay(String method, String path) throws Exception {
        var member = server.register("ana");
        String body = method.equals("PUT") ? "{\"role\":\"administrator\"}" : null;
        String own = path.replace("/1", "/" + id(member));
        assertThat(server.send(method, USERS + own, member.text("accessToken"), body)
                        .text("code"))
                .isEqualTo("forbidden");
        assertThat(server.send(method, USERS + own, null, body).text("code")).isEqualTo("unauthenticated");
    }

    @Test
    void usersAreListedAPageAtATimeAndFoundByNameAndAddress() throws Exception {
        String mark = "zoe" + Long.toString(System.nanoTime(), 36);
        for (int i = 0; i < 3; i++) {
            server.register(mark + "." + i, "");
        }
        var first = server.get(USERS + "?limit=2&query=" + mark, admin);
        assertThat(first.json().path("users")).hasSize(2);
        assertThat(first.response().body()).doesNotContain("$2a$");
        var second = server.get(USERS + "?limit=2&query=" + mark + "&after=" + first.text("next"), admin);
        assertThat(second.json().path("users")).hasSize(1);
        assertThat(second.json().has("next")).isFalse();
        JsonNode zoe = second.json().path("users").path(0);
        assertThat(zoe.path("email").asText()).isEqualTo(mark + ".2@example.org");
        assertThat(zoe.path("role").asText()).isEqualTo("member");
        assertThat(server.get(USERS + "?query=" + mark + ".1@", admin).json().path("users"))
                .hasSize(1);
        assertThat(server.get(USERS + "?query=%25%27--", admin).json().path("users"))
                .isEmpty();
    }

    @Test
    void aNewRoleCountsAtOnceAndTheSessionGoesOn() throws Exception {
        var bo = server.register("bo");
        String before = bo.text("accessToken");
        TestSocket socket = TestSocket.hello(server.url(), before);
        assertThat(role(bo, "administrator").text("role")).isEqualTo("administrator");
        socket.awaitsClose(4002);
        assertThat(server.get("/api/v1/rooms", before).status()).isEqualTo(401);
        var renewed = refresh(bo);
        assertThat(server.get(USERS, renewed.text("accessToken")).status()).isEqualTo(200);
        role(bo, "guest");
        assertThat(server.get(USERS, renewed.text("accessToken")).status()).isEqualTo(401);
        var demoted = refresh(renewed);
        assertThat(server.get(USERS, demoted.text("accessToken")).text("code")).isEqualTo("forbidden");
        assertThat(server.post("/api/v1/rooms", demoted.text("accessToken"), "{\"name\":\"den\"}")
                        .text("code"))
                .isEqualTo("forbidden");
    }

    @Test
    void theServerNeverLosesItsLastAdministrator() throws Exception {
        String own = "/"
                + server.get(USERS + "?query=root-of-all", admin)
                        .json()
                        .path("users")
                        .path(0)
                        .path("id")
                        .asText();
        assertThat(server.send("PUT", USERS + own + "/role", admin, "{\"role\":\"member\"}")
                        .text("code"))
                .isEqualTo("not_possible");
        assertThat(server.post(USERS + own + "/deactivate", admin, "{}").text("code"))
                .isEqualTo("not_possible");
        assertThat(server.send("DELETE", USERS + own, admin, null).text("code")).isEqualTo("not_possible");
        assertThat(server.get(USERS + own, admin).text("role")).isEqualTo("administrator");
    }

    @Test
    void whoIsDeactivatedIsOutEverywhereUntilHeIsReactivated() throws Exception {
        var cy = server.register("cy");
        TestSocket socket = TestSocket.hello(server.url(), cy.text("accessToken"));
        var answer = server.post(USERS + "/" + id(cy) + "/deactivate", admin, "{}");
        assertThat(answer.json().path("active").asBoolean(true)).isFalse();
        socket.awaitsClose(4504);
        assertThat(server.get("/api/v1/rooms", cy.text("accessToken")).status()).isEqualTo(401);
        assertThat(refresh(cy).status()).isEqualTo(401);
        assertThat(login(cy).text("code")).isEqualTo("bad_credentials");
        server.post(USERS + "/" + id(cy) + "/reactivate", admin, "{}");
        assertThat(refresh(cy).status()).isEqualTo(401);
        assertThat(login(cy).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"POST, /deactivate", "DELETE, ''"})
    void theApiTokensOfWhoIsGoneOpenNothing(String method, String path) throws Exception {
        var cy = server.register("cy");
        String token = server.post("/api/v1/tokens", cy.text("accessToken"), "{\"name\":\"bot\",\"scope\":\"read\"}")
                .text("token");
        assertThat(server.get("/api/v1/rooms", token).status()).isEqualTo(200);
        server.send(method, USERS + "/" + id(cy) + path, admin, null);
        assertThat(server.get("/api/v1/rooms", token).status()).isEqualTo(401);
    }

    @Test
    void sessionsEndAndTheAccountStays() throws Exception {
        var cy = server.register("cy");
        TestSocket socket = TestSocket.hello(server.url(), cy.text("accessToken"));
        assertThat(server.send("DELETE", USERS + "/" + id(cy) + "/sessions", admin, null)
                        .status())
                .isEqualTo(204);
        socket.awaitsClose(4504);
        assertThat(refresh(cy).status()).isEqualTo(401);
        assertThat(login(cy).status()).isEqualTo(200);
    }

    @Test
    void aDeletedUserLeavesHisMessagesHisRoomsAndHisName() throws Exception {
        var cy = server.register("cy");
        var ana = server.register("ana");
        String cys = cy.text("accessToken");
        String anas = ana.text("accessToken");
        String shared = room(anas, "shared");
        String alone = room(cys, "alone");
        String owned = room(cys, "owned");
        server.post("/api/v1/rooms/" + shared + "/join", cys, "{}");
        server.post("/api/v1/rooms/" + owned + "/join", anas, "{}");
        server.post("/api/v1/rooms/" + shared + "/messages", cys, "{\"text\":\"I was here\"}");
        TestSocket socket = TestSocket.hello(server.url(), cys);

        assertThat(server.send("DELETE", USERS + "/" + id(cy), admin, null).status())
                .isEqualTo(204);

        socket.awaitsClose(4504);
        assertThat(server.get("/api/v1/rooms", cys).status()).isEqualTo(401);
        assertThat(login(cy).text("code")).isEqualTo("bad_credentials");
        var events = server.get("/api/v1/rooms/" + shared + "/events?after=0", anas);
        assertThat(events.response().body())
                .contains("I was here", "deleted user", "member_left")
                .doesNotContain(name(cy));
        assertThat(server.get("/api/v1/rooms/" + owned, anas).status()).isEqualTo(200);
        assertThat(server.get("/api/v1/rooms/" + alone, anas).status()).isEqualTo(404);
        assertThat(server.get(USERS + "/" + id(cy), admin).text("code")).isEqualTo("no_such_user");
        assertThat(server.send("DELETE", USERS + "/" + id(cy), admin, null).text("code"))
                .isEqualTo("no_such_user");
        assertThat(server.register(name(cy), "").status()).isEqualTo(201);
    }

    @Test
    void whoIsNobodyIsNotFound() throws Exception {
        assertThat(server.get(USERS + "/12345", admin).text("code")).isEqualTo("no_such_user");
        assertThat(server.post(USERS + "/12345/deactivate", admin, "{}").text("code"))
                .isEqualTo("no_such_user");
        assertThat(server.send("DELETE", USERS + "/12345/sessions", admin, null).text("code"))
                .isEqualTo("no_such_user");
    }

    private static RunningServer.Answer role(RunningServer.Answer user, String role) throws Exception {
        return server.send("PUT", USERS + "/" + id(user) + "/role", admin, "{\"role\":\"%s\"}".formatted(role));
    }

    private static String room(String token, String name) throws Exception {
        return server.post("/api/v1/rooms", token, "{\"name\":\"%s %d\"}".formatted(name, System.nanoTime()))
                .text("id");
    }

    private static RunningServer.Answer refresh(RunningServer.Answer signedIn) throws Exception {
        return server.post(
                "/api/v1/refresh", null, "{\"refreshToken\":\"%s\"}".formatted(signedIn.text("refreshToken")));
    }

    private static RunningServer.Answer login(RunningServer.Answer user) throws Exception {
        return server.post(
                "/api/v1/login", null, "{\"login\":\"%s\",\"password\":\"correct horse\"}".formatted(name(user)));
    }

    private static String id(RunningServer.Answer user) {
        return user.json().path("user").path("id").asText();
    }

    private static String name(RunningServer.Answer user) {
        return user.json().path("user").path("username").asText();
    }
}
