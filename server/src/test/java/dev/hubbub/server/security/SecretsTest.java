package dev.hubbub.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.server.factor.TestApp;
import dev.hubbub.server.rest.RunningServer;
import dev.hubbub.server.rest.TestSocket;
import dev.hubbub.server.wire.Logged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A day's work with marked secrets, after which none of them stands where anybody else can read.
@Tag("integration")
class SecretsTest {
    private final RunningServer server = RunningServer.get();
    private final List<String> secrets = new ArrayList<>();

    @Test
    void noSecretGetsIntoEventsAnswersToOthersAuditOrLog() throws Exception {
        Actor bo = Actor.named(server, "bo");
        try (Logged log = new Logged()) {
            Actor ana = Actor.named(server, "ana");
            secrets.addAll(List.of(ana.token(), ana.refreshToken()));
            String room = ana.publicRoom("secrets " + Actor.fresh());
            bo.rest("POST", "/rooms/" + room + "/join", "{}");
            TestSocket ear = bo.socket();
            useTokens(ana, room);
            useRoomPasswords(ana, bo);
            String said = "words for this room only " + Actor.fresh();
            ana.post(room, said);
            ear.awaits(said);
            useAccountPasswords(ana);
            useFactors(Actor.named(server, "di"));
            useWhatAdministratorsHandOut(Actor.named(server, "ed"));
            makeMistakes();

            String audit = audit(ana);
            String answers = bo.rest("GET", "/users/" + ana.id(), null).words()
                    + bo.rest("GET", "/rooms/" + room, null).words()
                    + bo.rest("GET", "/rooms/" + room + "/members", null).words()
                    + bo.rest("GET", "/rooms/" + room + "/messages", null).words()
                    + bo.rest("GET", "/rooms?query=secret", null).words()
                    + asAdministrator("GET", "/admin/users?limit=200", null).words()
                    + asAdministrator("GET", "/invitations?limit=200", null).words();
            for (String secret : secrets) {
                assertThat(String.join("\n", ear.heard())).doesNotContain(secret);
                assertThat(answers).doesNotContain(secret);
                assertThat(audit).doesNotContain(secret);
                assertThat(String.join("\n", log.lines())).doesNotContain(secret);
            }
            assertThat(audit).doesNotContain(said);
            assertThat(String.join("\n", log.lines())).doesNotContain(said);
            assertThat(String.join("\n", ear.heard())).doesNotContain("@example.org", "passwordHash", "$2a$");
        }
    }

    private void useTokens(Actor ana, String room) throws Exception {
        String api = ana.rest("POST", "/tokens", "{'name':'bot','scope':'read write'}")
                .json()
                .path("token")
                .asText();
        Actor.rest(server, api, "POST", "/rooms/" + room + "/messages", "{'text':'by a bot'}");
        JsonNode refreshed = Actor.rest(
                        server, null, "POST", "/refresh", "{'refreshToken':'" + ana.refreshToken() + "'}")
                .json();
        String refresh = refreshed.path("refreshToken").asText();
        secrets.addAll(List.of(api, refresh, refreshed.path("accessToken").asText()));
        assertThat(secrets).noneMatch(String::isEmpty);
        ana.socket("renew", ",'token':'" + refreshed.path("accessToken").asText() + "'");
        ana.socket("renew", ",'token':'" + secret("renewed") + "'");
        assertThat(ana.rest("GET", "/tokens", null).words()
                        + ana.rest("GET", "/sessions", null).words())
                .doesNotContain(api, refresh);
    }

    private void useRoomPasswords(Actor ana, Actor bo) throws Exception {
        String key = secret("key");
        String den = ana.hiddenRoom("den", key);
        bo.rest("POST", "/rooms/" + den + "/join", "{'password':'" + secret("wrong-key") + "'}");
        bo.socket("join_room", ",'room':'%s','password':'%s'".formatted(den, secret("wrong-key")));
        assertThat(bo.rest("POST", "/rooms/" + den + "/join", "{'password':'" + key + "'}")
                        .words())
                .doesNotContain(key);
        bo.rest("POST", "/rooms/" + den + "/leave", "{}");
    }

    private void useAccountPasswords(Actor ana) throws Exception {
        String next = secret("next-password");
        ana.again().rest("POST", "/account/password", "{'password':'correct horse','newPassword':'" + next + "'}");
        login(ana.username(), next);
        login(ana.username(), secret("wrong-password"));
        login(secret("password-typed-as-name"), "x");
        Actor.rest(
                server,
                null,
                "POST",
                "/password-reset/confirm",
                "{'token':'%s','newPassword':'%s'}".formatted(secret("reset"), secret("after-reset")));
        Actor.rest(server, null, "POST", "/refresh", "{'refreshToken':'" + secret("refresh") + "'}");
    }

    /// The secret of an app, codes for the day on which it is lost, and what stands for half a sign-in.
    private void useFactors(Actor di) throws Exception {
        String app = kept(di.rest("POST", "/factors/totp", "{'password':'correct horse'}"), "secret");
        String code = new TestApp(app).code(Instant.now());
        JsonNode codes = di.rest("POST", "/factors/totp/confirm", "{'code':'" + code + "'}")
                .json()
                .path("recoveryCodes");
        codes.forEach(one -> secrets.add(one.asText()));
        assertThat(codes).isNotEmpty();
        for (String tried : List.of(secret("wrong-code"), codes.get(0).asText())) {
            String challenge = kept(login(di.username(), Actor.PASSWORD), "challenge");
            Actor.rest(
                    server,
                    null,
                    "POST",
                    "/auth/second-factor",
                    "{'challenge':'%s','code':'%s'}".formatted(challenge, tried));
        }
    }

    private void useWhatAdministratorsHandOut(Actor ed) throws Exception {
        kept(asAdministrator("POST", "/invitations", "{'role':'guest'}"), "invitation");
        String reset = kept(asAdministrator("POST", "/admin/users/" + ed.id() + "/password-reset", "{}"), "token");
        String confirmed = "{'token':'%s','newPassword':'%s'}".formatted(reset, secret("handed-out"));
        assertThat(Actor.rest(server, null, "POST", "/password-reset/confirm", confirmed)
                        .isDone())
                .isTrue();
    }

    private Told asAdministrator(String method, String path, @Nullable String body) throws Exception {
        return Actor.rest(server, server.administrator(), method, path, body);
    }

    /// One of the answer's fields, which nobody else may ever see.
    private String kept(Told told, String field) {
        String secret = told.json().path(field).asText();
        assertThat(secret).as(told.words()).isNotEmpty();
        secrets.add(secret);
        return secret;
    }

    /// What is refused is not quoted.
    private void makeMistakes() throws Exception {
        String typed = secret("typed");
        Actor.rest(server, null, "POST", "/login", "{'login':'ana','password':'" + typed + "'");
        Actor.rest(server, null, "POST", "/login", "{'login':'ana','password':" + typed + "}");
        Actor.rest(server, "hub_" + secret("bearer"), "GET", "/rooms", null);
        Actor.rest(server, null, "GET", "/rooms?token=" + secret("in-the-url"), null);
        Actor.rest(
                server,
                null,
                "POST",
                "/register",
                "{'username':'x','email':'x','password':'" + typed + "','setupToken':'" + secret("set-up") + "'}");
        TestSocket socket = TestSocket.open(server.url(), Map.of());
        socket.say("{'type':'hello','token':'" + secret("hello") + "'}");
        socket.awaitsClose(4500);
        TestSocket broken = TestSocket.open(server.url(), Map.of());
        broken.say("{'type':'hello','token':" + typed + "}");
        broken.awaits("malformed");
    }

    private Told login(String login, String password) throws Exception {
        return Actor.rest(server, null, "POST", "/login", "{'login':'%s','password':'%s'}".formatted(login, password));
    }

    private String secret(String of) {
        String marked = "sesame-" + of + "-" + Actor.fresh();
        secrets.add(marked);
        return marked;
    }

    /// All of it, once what Ana did has been stored.
    private String audit(Actor ana) throws Exception {
        String admin = server.administrator();
        await().until(() -> Actor.rest(
                        server, admin, "GET", "/admin/audit?action=login_failed&whom=user:" + ana.id(), null)
                .words()
                .contains("login_failed"));
        return Actor.rest(server, admin, "GET", "/admin/audit?limit=200", null).words();
    }
}
