package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is done on a running server stands in its audit log, with who did it and by which request.
@Tag("integration")
class AuditRoutesTest {
    private static final String AUDIT = "/api/v1/admin/audit";
    private static final String SECRET_URL_PART = "password=";

    private static RunningServer server;
    private static String admin;

    @BeforeAll
    static void start() throws Exception {
        server = RunningServer.of(
                Map.of("HUBBUB_AUDIT_DAYS", "30", "JWT_SECRET", "a secret of the tests' own, 32 bytes"));
        admin = server.administrator();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void signingInAndFailingToStandThereWithAddressAndRequest() throws Exception {
        var ana = server.register("ana");
        String id = ana.json().path("user").path("id").asText();
        String name = ana.json().path("user").path("username").asText();
        var wrong = server.post("/api/v1/login", null, login(name, "wrong horse"));
        var right = server.post("/api/v1/login", null, login(name, "correct horse"));

        JsonNode failed = one("?action=login_failed&whom=user:" + id);
        assertThat(failed.path("from").asText()).isEqualTo("127.0.0.1");
        assertThat(failed.path("requestId").asText())
                .isEqualTo(wrong.header("X-Request-Id"))
                .isEqualTo(wrong.text("requestId"))
                .isNotEmpty();
        assertThat(failed.has("who")).isFalse();
        List<JsonNode> logins = entries("?action=logged_in&who=" + id, 2);
        assertThat(logins.getFirst().path("requestId").asText()).isEqualTo(right.header("X-Request-Id"));
        assertThat(logins.getFirst().path("who").path("username").asText()).isEqualTo(name);
        assertThat(one("?action=registered&who=" + id)
                        .path("details")
                        .path("role")
                        .asText())
                .isEqualTo("member");
    }

    @Test
    void aSessionsEndAndAReusedRefreshTokenStandThere() throws Exception {
        var bo = server.register("bo");
        String id = bo.json().path("user").path("id").asText();
        String refresh = "{\"refreshToken\":\"%s\"}".formatted(bo.text("refreshToken"));
        server.post("/api/v1/refresh", null, refresh);
        var reused = server.post("/api/v1/refresh", null, refresh);
        List<JsonNode> all = entries("?action=refresh_reused", 1);
        assertThat(all.getFirst().path("details").path("user").asText()).isEqualTo(id);
        assertThat(all.getFirst().path("requestId").asText()).isEqualTo(reused.header("X-Request-Id"));
        String session = all.getFirst().path("whom").asText();
        assertThat(one("?action=session_ended&whom=" + session)
                        .path("details")
                        .path("why")
                        .asText())
                .isEqualTo("token_reused");
    }

    @Test
    void whatAnAdministratorDoesNamesHimAndHisRequest() throws Exception {
        var cy = server.register("cy");
        String id = cy.json().path("user").path("id").asText();
        var changed = server.send("PUT", "/api/v1/admin/users/" + id + "/role", admin, "{\"role\":\"guest\"}");
        JsonNode entry = one("?action=role_changed&whom=user:" + id);
        assertThat(entry.path("who").path("username").asText()).isEqualTo("root-of-all");
        assertThat(entry.path("from").asText()).isEqualTo("127.0.0.1");
        assertThat(entry.path("requestId").asText()).isEqualTo(changed.header("X-Request-Id"));
    }

    @Test
    void whatChangesAnAccountAndItsTokensStandsThere() throws Exception {
        var ana = server.register("ana");
        String id = ana.json().path("user").path("id").asText();
        server.post("/api/v1/tokens", ana.text("accessToken"), "{\"name\":\"bot\",\"scope\":\"read\"}");
        server.post(
                "/api/v1/account/password",
                ana.text("accessToken"),
                "{\"password\":\"correct horse\",\"newPassword\":\"another battery\"}");
        assertThat(one("?action=token_made&who=" + id)
                        .path("details")
                        .path("name")
                        .asText())
                .isEqualTo("bot");
        assertThat(one("?action=password_changed&who=" + id).path("whom").asText())
                .isEqualTo("user:" + id);
        assertThat(one("?action=all_sessions_ended&who=" + id)
                        .path("details")
                        .path("why")
                        .asText())
                .isEqualTo("password_changed");
        assertThat(server.get(AUDIT + "?limit=200", admin).response().body())
                .doesNotContain("correct horse", "another battery", ana.text("accessToken"), ana.text("refreshToken"));
    }

    @Test
    void roomsThatComeAndGoStandThereOverEitherEdge() throws Exception {
        var ana = server.register("ana");
        String token = ana.text("accessToken");
        var made = server.post("/api/v1/rooms", token, "{\"name\":\"design %d\"}".formatted(System.nanoTime()));
        String room = made.text("id");
        assertThat(one("?action=room_created&whom=room:" + room)
                        .path("requestId")
                        .asText())
                .isEqualTo(made.header("X-Request-Id"));
        TestSocket socket = TestSocket.hello(server.url(), token);
        socket.say("{'type':'delete_room','ref':'d-1','room':'%s'}".formatted(room));
        JsonNode deleted = one("?action=room_deleted&whom=room:" + room);
        // The connection's.
        assertThat(deleted.path("requestId").asText()).matches("[\\w.-]+-\\d+");
        assertThat(deleted.path("from").asText()).isEqualTo("127.0.0.1");
        assertThat(deleted.path("details").path("ref").asText()).isEqualTo("d-1");
    }

    @Test
    void theStartStandsThereWithItsSettingsAndWithoutItsSecrets() throws Exception {
        JsonNode start = one("?action=started");
        assertThat(start.path("details").path("HUBBUB_AUDIT_DAYS").asText()).isEqualTo("30");
        assertThat(start.path("details").path("JWT_SECRET").asText()).isEqualTo("***");
        assertThat(start.path("details").path("DATABASE_URL").asText()).isEqualTo("***");
        assertThat(start.toString()).doesNotContain(SECRET_URL_PART, "tests' own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"action=nonsense", "who=x", "from=example.org", "since=yesterday", "before=-1", "limit=0"})
    void aFilterThatMakesNoSenseIsRefused(String filter) throws Exception {
        assertThat(server.get(AUDIT + "?" + filter, admin).text("code")).isEqualTo("invalid");
    }

    @Test
    void filtersAndCursorGoTogether() throws Exception {
        for (int i = 0; i < 3; i++) {
            server.post("/api/v1/login", null, login("nobody", "wrong horse"));
        }
        entries("?action=login_failed&from=127.0.0.1", 3);
        var page = server.get(AUDIT + "?action=login_failed&limit=2", admin);
        assertThat(page.json().path("entries")).hasSize(2);
        var next = server.get(AUDIT + "?action=login_failed&limit=100&before=" + page.text("next"), admin);
        assertThat(next.json().path("entries")).isNotEmpty();
        assertThat(next.json().path("entries").findValuesAsText("id"))
                .doesNotContainAnyElementsOf(page.json().path("entries").findValuesAsText("id"));
        assertThat(server.get(AUDIT + "?from=192.0.2.1", admin).json().path("entries"))
                .isEmpty();
        assertThat(server.get(AUDIT + "?until=2020-01-01T00:00:00Z", admin)
                        .json()
                        .path("entries"))
                .isEmpty();
    }

    @Test
    void nobodyElseReadsIt() throws Exception {
        var ana = server.register("ana");
        assertThat(server.get(AUDIT, ana.text("accessToken")).text("code")).isEqualTo("forbidden");
        assertThat(server.get(AUDIT, null).text("code")).isEqualTo("unauthenticated");
    }

    @Test
    void everyAnswerHasAnIdOfItsOwnAndErrorsNameIt() throws Exception {
        var found = server.get("/api/v1/rooms", admin);
        var missing = server.get("/api/v1/nothing", null);
        assertThat(found.header("X-Request-Id")).isNotEmpty();
        assertThat(missing.header("X-Request-Id")).isNotEmpty().isNotEqualTo(found.header("X-Request-Id"));
        assertThat(missing.text("requestId")).isEqualTo(missing.header("X-Request-Id"));
        var refused = server.get("/api/v1/rooms", null);
        assertThat(refused.text("requestId")).isEqualTo(refused.header("X-Request-Id"));
        var late = server.post("/api/v1/rooms", admin, "{\"name\":\" \"}");
        assertThat(late.text("requestId")).isEqualTo(late.header("X-Request-Id"));
    }

    private static String login(String name, String password) {
        return "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
    }

    private static JsonNode one(String filters) {
        List<JsonNode> found = entries(filters, 1);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    /// They are stored soon, not at once.
    private static List<JsonNode> entries(String filters, int atLeast) {
        List<JsonNode> found = new ArrayList<>();
        await().untilAsserted(() -> {
            found.clear();
            server.get(AUDIT + filters, admin).json().path("entries").forEach(found::add);
            assertThat(found).hasSizeGreaterThanOrEqualTo(atLeast);
        });
        return found;
    }
}
