package dev.hubbub.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.server.rest.RunningServer;
import dev.hubbub.server.rest.RunningServer.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody wrote never becomes a page: each answer says that it is JSON, holds the words as a string and tells
/// browsers not to guess.
@Tag("integration")
class StoredScriptTest {
    private static final String SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>";

    private static RunningServer server;
    private static Actor ana;
    private static String room;

    @BeforeAll
    static void writeItEverywhere() throws Exception {
        server = RunningServer.get();
        ana = Actor.named(server, "ana");
        room = ana.publicRoom(SCRIPT + Actor.fresh());
        ana.post(room, SCRIPT);
        assertThat(ana.rest("PUT", "/rooms/" + room + "/topic", "{'topic':'" + SCRIPT + "'}")
                        .isDone())
                .isTrue();
        ana.rest("PATCH", "/account", "{'displayName':'" + SCRIPT + "'}");
        assertThat(ana.rest("POST", "/tokens", "{'name':'" + SCRIPT + "','scope':'read'}")
                        .isDone())
                .isTrue();
        HttpRequest signIn = HttpRequest.newBuilder(URI.create(server.url() + Actor.API + "/login"))
                .header("Content-Type", "application/json")
                .header("User-Agent", SCRIPT)
                .POST(BodyPublishers.ofString(
                        "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(ana.username(), Actor.PASSWORD)))
                .build();
        assertThat(server.send(signIn).status()).isEqualTo(200);
        String invitation = "{'role':'guest','note':'" + SCRIPT + "'}";
        assertThat(Actor.rest(server, server.administrator(), "POST", "/invitations", invitation)
                        .isDone())
                .isTrue();
    }

    /// Or the other tests here look at nothing.
    @Test
    void itIsStoredAsItWasTyped() throws Exception {
        for (String path : List.of(
                "/rooms/" + room, "/rooms/" + room + "/messages", "/users/" + ana.id(), "/tokens", "/sessions")) {
            assertThat(server.get(Actor.API + path, ana.token())
                            .response()
                            .body()
                            .replace("\\/", "/"))
                    .as(path)
                    .contains(SCRIPT);
        }
    }

    /// Whoever reads these could do most.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/invitations?limit=200",
                "/admin/users?limit=200",
                "/admin/rooms?query=%3Cscript%3E&limit=200",
                "/admin/audit?action=logged_in&who={ana}",
            })
    void administratorsPagesHoldItAsData(String path) throws Exception {
        await().untilAsserted(() -> {
            Answer answer = server.get(Actor.API + path.replace("{ana}", ana.id()), server.administrator());
            assertThat(answer.response().body().replace("\\/", "/")).contains(SCRIPT);
            isData(answer);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/rooms/{room}",
                "/rooms/{room}/messages",
                "/rooms/{room}/events",
                "/rooms/{room}/members",
                "/rooms?query=%3Cscript%3E",
                "/users/{ana}",
                "/account",
                "/tokens",
                "/sessions",
                "/rooms/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
                "/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
                "/rooms?limit=%3Cscript%3E",
            })
    void whatItHoldsIsData(String path) throws Exception {
        Answer answer = server.get(Actor.API + path.replace("{room}", room).replace("{ana}", ana.id()), ana.token());
        isData(answer);
    }

    @Test
    void refusalsAreDataToo() throws Exception {
        List<Answer> refusals = List.of(
                server.post(Actor.API + "/rooms", ana.token(), "{\"name\":\"\u0007" + SCRIPT + "\"}"),
                server.post(Actor.API + "/rooms", ana.token(), SCRIPT),
                server.post(Actor.API + "/login", null, "{\"login\":\"" + SCRIPT + "\",\"password\":\"x\"}"),
                server.send(SCRIPT.substring(1, 7).toUpperCase(Locale.ROOT), Actor.API + "/rooms", null, null),
                server.get("/" + "%3Cscript%3E", null),
                server.post(Actor.API + "/refresh", null, "{\"refreshToken\":\"" + SCRIPT + "\"}"));
        assertThat(refusals).allSatisfy(StoredScriptTest::isData);
        assertThat(refusals)
                .allSatisfy(refusal -> assertThat(refusal.response().body()).doesNotContain("<script"));
    }

    @Test
    void theSocketCarriesItAsAString() {
        Told history = ana.socket("history", ",'room':'" + room + "'");
        assertThat(history.json().path("events").findValuesAsText("text")).containsExactly(SCRIPT);
        assertThat(ana.socket().heard().getFirst()).startsWith("{\"type\":\"welcome\"");
        assertThat(Actor.tree(ana.socket().heard().getFirst()).path("rooms").findValuesAsText("name"))
                .anyMatch(name -> name.startsWith(SCRIPT));
        assertThat(Actor.tree(ana.socket().heard().getFirst()).path("rooms").findValuesAsText("topic"))
                .contains(SCRIPT);
    }

    private static void isData(Answer answer) {
        assertThat(answer.header("Content-Type")).matches("application/(problem\\+)?json(;.*)?");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.json().isObject()).isTrue();
    }
}
