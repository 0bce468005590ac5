package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class ApiTokenRoutesTest {
    private static final String TOKENS = "/api/v1/tokens";

    private final RunningServer server = RunningServer.get();

    @Test
    void aTokenWorksOnRestAndInTheHelloAndInTheUpgrade() throws Exception {
        RunningServer.Answer ana = server.register("ana");
        RunningServer.Answer bot = make(ana, "{'name':' bot ','scope':'read write'}");
        assertThat(bot.status()).isEqualTo(201);
        assertThat(bot.text("name")).isEqualTo("bot");
        String token = bot.text("token");
        assertThat(server.get("/api/v1/rooms", token).status()).isEqualTo(200);
        TestSocket hello = TestSocket.hello(server.url(), token);
        hello.say("{'type':'post','ref':'%s','room':'1','text':'beep'}".formatted(bot.text("id")));
        hello.awaits("\"type\":\"ack\"");
        TestSocket upgrade = TestSocket.open(server.url(), Map.of("Authorization", "Bearer " + token));
        upgrade.say("{'type':'hello'}");
        upgrade.awaits("\"type\":\"welcome\"");
        assertThat(upgrade.heard()).noneMatch(text -> text.contains("expiresInMs"));
    }

    @Test
    void aRevokedTokenIsRefusedAndItsConnectionsCloseAtOnce() throws Exception {
        RunningServer.Answer ana = server.register("ana");
        RunningServer.Answer bot = make(ana, "{'name':'bot','scope':'read'}");
        TestSocket socket = TestSocket.hello(server.url(), bot.text("token"));
        TestSocket hers = TestSocket.hello(server.url(), ana.text("accessToken"));
        assertThat(revoke(ana, bot).status()).isEqualTo(200);
        socket.awaitsClose(4504);
        assertThat(server.get("/api/v1/rooms", bot.text("token")).status()).isEqualTo(401);
        TestSocket again = TestSocket.open(server.url(), Map.of());
        again.say("{'type':'hello','token':'%s'}".formatted(bot.text("token")));
        again.awaitsClose(4500);
        assertThat(hers.isOpen()).isTrue();
        assertThat(list(ana)).isEmpty();
    }

    @Test
    void nobodyCanRevokeOrSeeAnothersToken() throws Exception {
        RunningServer.Answer ana = server.register("ana");
        RunningServer.Answer bo = server.register("bo");
        RunningServer.Answer bot = make(ana, "{'name':'bot','scope':'read'}");
        RunningServer.Answer refused = revoke(bo, bot);
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.withoutId())
                .isEqualTo(server.send("DELETE", TOKENS + "/12345", bo.text("accessToken"), null)
                        .withoutId());
        assertThat(list(bo)).isEmpty();
        assertThat(list(ana)).hasSize(1);
    }

    @Test
    void theListShowsTheLastUseAndNeverTheToken() throws Exception {
        RunningServer.Answer ana = server.register("ana");
        RunningServer.Answer bot = make(ana, "{'name':'bot','scope':'read','expiresAt':'2099-01-01T00:00:00Z'}");
        assertThat(list(ana).get(0).has("usedAt")).isFalse();
        server.get("/api/v1/rooms", bot.text("token"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> list(ana).get(0).path("usedFrom").asText().equals("127.0.0.1"));
        assertThat(list(ana).get(0).path("expiresAt").asText()).isEqualTo("2099-01-01T00:00:00Z");
        assertThat(list(ana).toString()).doesNotContain(bot.text("token"));
    }

    @Test
    void signingOutAndRefreshingAreNotForTokens() throws Exception {
        RunningServer.Answer ana = server.register("ana");
        RunningServer.Answer bot = make(ana, "{'name':'bot','scope':'read write'}");
        RunningServer.Answer out = server.send("POST", "/api/v1/logout", bot.text("token"), null);
        assertThat(out.json().path("ended").asInt()).isZero();
        assertThat(server.get("/api/v1/rooms", bot.text("token")).status()).isEqualTo(200);
    }

    @Test
    void aTypoIsTold() throws Exception {
        RunningServer.Answer ana = server.register("ana");
        String token = make(ana, "{'name':'bot','scope':'read'}").text("token");
        RunningServer.Answer cut = server.get("/api/v1/rooms", token.substring(0, token.length() - 1));
        assertThat(cut.status()).isEqualTo(401);
        assertThat(cut.text("detail")).contains("copy it again");
    }

    @Test
    void whatCannotBeATokenIsRefusedWithTheReason() throws Exception {
        RunningServer.Answer ana = server.register("ana");
        assertThat(make(ana, "{'name':'','scope':'read'}").text("detail")).contains("name");
        assertThat(make(ana, "{'name':'bot','scope':'everything'}").text("detail"))
                .contains("read, write and admin");
        assertThat(make(ana, "{'name':'bot','scope':'read account'}").status()).isEqualTo(400);
        assertThat(make(ana, "{'name':'bot','scope':'read read'}").status()).isEqualTo(201);
        assertThat(make(ana, "{'name':'bot','scope':'admin'}").status()).isEqualTo(403);
        assertThat(make(ana, "{'name':'bot','scope':'read','expiresAt':'2020-01-01T00:00:00Z'}")
                        .text("detail"))
                .contains("past");
        assertThat(make(ana, "{'name':'bot','scope':'read','expiresAt':'soon'}").status())
                .isEqualTo(400);
    }

    private RunningServer.Answer make(RunningServer.Answer user, String json) throws Exception {
        return server.post(TOKENS, user.text("accessToken"), json.replace('\'', '"'));
    }

    private RunningServer.Answer revoke(RunningServer.Answer user, RunningServer.Answer token) throws Exception {
        return server.send("DELETE", TOKENS + "/" + token.text("id"), user.text("accessToken"), null);
    }

    private JsonNode list(RunningServer.Answer user) throws Exception {
        return server.get(TOKENS, user.text("accessToken")).json().path("tokens");
    }
}
