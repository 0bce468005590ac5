package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hubbub.server.factor.SoftwareKey;
import dev.hubbub.server.factor.TestApp;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Drives every route of a running server and holds requests and answers against docs/openapi.yaml.
@Tag("integration")
class OpenApiAnswersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROOMS = "/api/v1/rooms";
    private static final String FACTORS = "/api/v1/factors";
    private static final String PASSKEYS = "/api/v1/passkeys";
    private static final String TOKENS = "/api/v1/tokens";
    private static final String ROOM = ROOMS + "/{id}";

    private final SpecDocument document = SpecDocument.read("openapi.yaml");
    private final RunningServer server = RunningServer.get();
    private final String suffix = Long.toString(System.nanoTime(), 36);
    private final Set<String> driven = new TreeSet<>();

    @Test
    void everyRouteTakesAndAnswersWhatItSays() throws Exception {
        JsonNode ana = signIn("ana");
        JsonNode bo = signIn("bo");
        String anas = ana.path("accessToken").asText();
        String bos = bo.path("accessToken").asText();
        String id = call("POST", ROOMS, "", anas, "{'name':'design %s','memberLimit':9}".formatted(suffix))
                .path("id")
                .asText();
        call("POST", ROOMS + "/join", "", bos, "{'name':'design %s'}".formatted(suffix));
        talk(id, anas);
        lookAround(id, anas);
        part(id, anas, bos, bo.path("user").path("id").asText());
        passkeys(anas);
        tokens(anas);
        factors(anas, ana.path("user").path("username").asText());
        sessions(anas, bos);
        invitations(server.administrator(), anas);
        ownAccount();
        administration(server.administrator(), bo.path("user").path("id").asText());
        call("GET", ROOMS, "", null, null);
        call("GET", "/api/v1/status", "", server.administrator(), null);
        call("GET", "/health/live", "", null, null);
        call("GET", "/health/ready", "", null, null);
        call("GET", "/metrics", "", null, null);
        assertThat(driven).isEqualTo(document.routes());
    }

    private JsonNode signIn(String name) throws Exception {
        String user = name + suffix;
        call(
                "POST",
                "/api/v1/register",
                "",
                null,
                "{'username':'%1$s','email':'%1$s@example.org','password':'correct horse'}".formatted(user));
        JsonNode login =
                call("POST", "/api/v1/login", "", null, "{'login':'%s','password':'correct horse'}".formatted(user));
        call("POST", "/api/v1/login", "", null, "{'login':'%s','password':'wrong horse'}".formatted(user));
        return call(
                "POST",
                "/api/v1/refresh",
                "",
                null,
                "{'refreshToken':'%s'}".formatted(login.path("refreshToken").asText()));
    }

    private void talk(String id, String anas) throws Exception {
        JsonNode posted = call("POST", ROOM + "/messages", id, anas, "{'ref':'o-1','text':'hello'}");
        assertThat(posted.path("seq").asLong()).isEqualTo(3);
        call("POST", ROOM + "/messages", id, anas, "{'text':' '}");
        call("POST", ROOM + "/read", id, anas, "{'seq':3}");
        call("PATCH", ROOM, id, anas, "{'name':'renamed %s'}".formatted(suffix));
        call("PUT", ROOM + "/topic", id, anas, "{'topic':'of names'}");
    }

    private void lookAround(String id, String anas) throws Exception {
        call("GET", ROOM, id, anas, null);
        call("GET", ROOM, "9", anas, null);
        call("GET", ROOMS, "", anas, null, "?query=%s&limit=1".formatted(suffix));
        call("GET", ROOM + "/members", id, anas, null, "?limit=1");
        call("GET", ROOM + "/messages", id, anas, null, "?around=3&limit=2");
        JsonNode events = call("GET", ROOM + "/events", id, anas, null, "?after=0&limit=2");
        assertThat(events.path("events")).hasSize(2);
    }

    private void part(String id, String anas, String bos, String boId) throws Exception {
        call("POST", ROOM + "/leave", id, bos, null);
        call("POST", ROOM + "/leave", id, bos, "{'ref':'o-2'}");
        call("POST", ROOM + "/join", id, bos, null);
        call("DELETE", ROOM + "/members/{user}", id, anas, null, "/" + boId);
        call("DELETE", ROOM, id, anas, null);
    }

    private void factors(String anas, String username) throws Exception {
        JsonNode begun = call("POST", FACTORS + "/totp", "", anas, "{'password':'correct horse'}");
        String code = new TestApp(begun.path("secret").asText()).code(Instant.now());
        JsonNode codes = call("POST", FACTORS + "/totp/confirm", "", anas, "{'code':'%s'}".formatted(code))
                .path("recoveryCodes");
        call("GET", FACTORS, "", anas, null);
        JsonNode asked = call(
                "POST", "/api/v1/login", "", null, "{'login':'%s','password':'correct horse'}".formatted(username));
        String answer = "{'challenge':'%s','code':'%s'}";
        String challenge = asked.path("challenge").asText();
        call("POST", "/api/v1/auth/second-factor", "", null, answer.formatted(challenge, "0"));
        call(
                "POST",
                "/api/v1/auth/second-factor",
                "",
                null,
                answer.formatted(challenge, codes.get(0).asText()));
        String proof = "{'password':'correct horse','code':'%s'}";
        JsonNode fresh = call(
                        "POST",
                        FACTORS + "/recovery-codes",
                        "",
                        anas,
                        proof.formatted(codes.get(1).asText()))
                .path("recoveryCodes");
        call(
                "POST",
                FACTORS + "/totp/off",
                "",
                anas,
                proof.formatted(fresh.get(0).asText()));
    }

    private void passkeys(String anas) throws Exception {
        SoftwareKey key = new SoftwareKey();
        JsonNode options = call("POST", PASSKEYS + "/options", "", anas, "{'password':'correct horse'}")
                .path("publicKey");
        String made = key.create(
                options.path("challenge").asText(),
                options.path("user").path("id").asText());
        JsonNode added = call("POST", PASSKEYS, "", anas, "{'name':'laptop','credential':%s}".formatted(made));
        assertThat(added.path("passkeys")).hasSize(1);
        String challenge = call("POST", "/api/v1/auth/passkey/options", "", null, null)
                .path("publicKey")
                .path("challenge")
                .asText();
        String answer = "{'credential':%s}".formatted(key.get(challenge));
        assertThat(call("POST", "/api/v1/auth/passkey", "", null, answer).has("accessToken"))
                .isTrue();
        call("POST", "/api/v1/auth/passkey", "", null, answer);
        call("GET", PASSKEYS, "", anas, null);
        String id = added.path("passkeys").get(0).path("id").asText();
        call("DELETE", PASSKEYS + "/{id}", id, anas, null);
    }

    private void tokens(String anas) throws Exception {
        JsonNode made = call("POST", TOKENS, "", anas, "{'name':'bot','scope':'read write'}");
        call("POST", TOKENS, "", anas, "{'name':'bot','scope':'read','expiresAt':'2099-01-01T00:00:00Z'}");
        call("POST", TOKENS, "", anas, "{'name':'bot','scope':'admin'}");
        call("GET", ROOMS, "", made.path("token").asText(), null);
        assertThat(call("GET", TOKENS, "", anas, null).path("tokens")).hasSize(2);
        call("DELETE", TOKENS + "/{id}", made.path("id").asText(), anas, null);
        call("DELETE", TOKENS + "/{id}", "9", anas, null);
    }

    private void sessions(String anas, String bos) throws Exception {
        assertThat(call("GET", "/api/v1/sessions", "", anas, null).path("sessions"))
                .hasSize(4);
        call("DELETE", "/api/v1/sessions/{id}", "9", anas, null);
        call("DELETE", "/api/v1/sessions", "", anas, null);
        call("POST", "/api/v1/logout", "", bos, null);
    }

    private void invitations(String administrators, String anas) throws Exception {
        String invitation = call(
                        "POST",
                        "/api/v1/invitations",
                        "",
                        administrators,
                        "{'role':'guest','uses':2,'expiresInHours':1,'note':'spec'}")
                .path("id")
                .asText();
        call("POST", "/api/v1/invitations", "", administrators, null);
        call("GET", "/api/v1/invitations", "", administrators, null, "?limit=1");
        call("GET", "/api/v1/invitations", "", anas, null);
        call("DELETE", "/api/v1/invitations/{id}", invitation, administrators, null);
    }

    private void ownAccount() throws Exception {
        JsonNode cy = signIn("cy");
        String account = "/api/v1/account";
        String right = "'password':'battery staple'";
        String name = "cyd" + suffix;
        String cys = cy.path("accessToken").asText();
        call("GET", account, "", cys, null);
        call("PATCH", account, "", cys, "{'displayName':'Cy'}");
        call("GET", "/api/v1/users/{id}", cy.path("user").path("id").asText(), cys, null);
        String change = "{'password':'correct horse','newPassword':'battery staple'}";
        cys = call("POST", account + "/password", "", cys, change)
                .path("accessToken")
                .asText();
        call("PUT", account + "/email", "", cys, "{%s,'email':'%s@example.org'}".formatted(right, name));
        call("PUT", account + "/email", "", cys, "{'password':'wrong','email':'%s@example.org'}".formatted(name));
        call("PUT", account + "/username", "", cys, "{%s,'username':'%s'}".formatted(right, name));
        cys = call("POST", "/api/v1/login", "", null, "{%s,'login':'%s'}".formatted(right, name))
                .path("accessToken")
                .asText();
        call("POST", account + "/delete", "", cys, "{%s}".formatted(right));
        String dees = signIn("dee").path("accessToken").asText();
        call("POST", account + "/deactivate", "", dees, "{'password':'correct horse'}");
    }

    private void administration(String administrators, String user) throws Exception {
        String users = "/api/v1/admin/users";
        call("GET", users, "", administrators, null, "?limit=1");
        String den = call("POST", "/api/v1/rooms", "", administrators, "{'name':'den %s'}".formatted(System.nanoTime()))
                .path("id")
                .asText();
        call("GET", "/api/v1/admin/rooms", "", administrators, null, "?limit=2");
        call("DELETE", "/api/v1/admin/rooms/{id}", den, administrators, null);
        call("DELETE", "/api/v1/admin/rooms/{id}", "1", administrators, null);
        call("GET", "/api/v1/admin/audit", "", administrators, null, "?limit=2&action=logged_in&from=127.0.0.1");
        call("GET", "/api/v1/admin/audit", "", administrators, null, "?action=nonsense");
        call("GET", users + "/{id}", user, administrators, null);
        call("PUT", users + "/{id}/role", user, administrators, "{'role':'guest'}");
        call("POST", users + "/{id}/deactivate", user, administrators, null);
        call("POST", users + "/{id}/reactivate", user, administrators, null);
        String token = call("POST", users + "/{id}/password-reset", user, administrators, null)
                .path("token")
                .asText();
        String confirm = "{'token':'%s','newPassword':'battery staple'}".formatted(token);
        call("POST", "/api/v1/password-reset/confirm", "", null, confirm);
        call("POST", "/api/v1/password-reset/confirm", "", null, confirm);
        call("POST", "/api/v1/password-reset", "", null, "{'email':'ana@example.org'}");
        call("DELETE", users + "/{id}/sessions", user, administrators, null);
        call("DELETE", users + "/{id}", user, administrators, null);
        call("DELETE", users + "/{id}", user, administrators, null);
    }

    private JsonNode call(String method, String route, String id, @Nullable String token, @Nullable String body)
            throws Exception {
        return call(method, route, id, token, body, "");
    }

    /// @param body with ' for "
    /// @param rest what follows the room's id or the route: a query, or the last part of the path
    private JsonNode call(
            String method, String route, String id, @Nullable String token, @Nullable String body, String rest)
            throws Exception {
        String path = route.replace("{id}", id).replace("/{user}", "") + rest;
        String json = body == null ? null : body.replace('\'', '"');
        var answer = server.send(method, path, token, json);
        driven.add(method + " " + route);
        JsonNode operation = document.at("paths", route, method.toLowerCase(Locale.ROOT));
        if (json != null && answer.status() < 400) {
            JsonNode schema = document.resolved(operation.path("requestBody"))
                    .path("content")
                    .path("application/json")
                    .path("schema");
            assertThat(document.faults(schema, JSON.readTree(json)))
                    .as("%s %s %s", method, path, json)
                    .isEmpty();
        }
        assertAnswer(operation, answer, method + " " + path);
        return answer.json();
    }

    private void assertAnswer(JsonNode operation, RunningServer.Answer answer, String what) {
        JsonNode responses = operation.path("responses");
        String status = Integer.toString(answer.status());
        JsonNode response = document.resolved(responses.path(responses.has(status) ? status : "default"));
        if (!response.has("content")) {
            assertThat(answer.response().body())
                    .as("%s was answered by %s", what, status)
                    .isEmpty();
            return;
        }
        String type = answer.header("Content-Type").split(";", -1)[0].strip();
        assertThat(response.path("content").has(type))
                .as("%s was answered by %s with %s", what, status, type)
                .isTrue();
        JsonNode value = type.endsWith("json")
                ? answer.json()
                : new TextNode(answer.response().body());
        assertThat(document.faults(response.path("content").path(type).path("schema"), value))
                .as("%s was answered by %s %s", what, status, value)
                .isEmpty();
    }
}
