package dev.hubbub.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.client.ApiException;
import dev.hubbub.client.HubbubApi;
import dev.hubbub.client.SignedIn;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.db.DatabaseSettings;
import dev.hubbub.server.db.TestPostgres;
import dev.hubbub.server.redis.TestRedis;
import dev.hubbub.server.rest.TestSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole servers on one database, and what becomes of sign-ins between them.
@Tag("integration")
class SessionsAcrossNodesTest {
    private final DatabaseSettings database = TestPostgres.freshDatabase();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void aSessionThatEndsOnOneNodeIsOutOnTheOther() throws Exception {
        try (Hubbub first = node(Map.of());
                Hubbub second = node(Map.of())) {
            SignedIn ana = register(first, "ana");
            TestSocket socket = TestSocket.hello(second.url(), ana.accessToken());
            assertThat(status("GET", second, "/api/v1/rooms", ana)).isEqualTo(200);
            assertThat(status("POST", first, "/api/v1/logout", ana)).isEqualTo(200);
            socket.awaitsClose(4504);
            assertThat(status("GET", second, "/api/v1/rooms", ana)).isEqualTo(401);
            assertThat(codeOf(() -> api(second).refresh(ana.refreshToken()))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE | /api/v1/sessions         |",
                "POST   | /api/v1/account/password   | {'password':'correct horse','newPassword':'battery staple'}",
                "POST   | /api/v1/account/deactivate | {'password':'correct horse'}",
                "POST   | /api/v1/account/delete     | {'password':'correct horse'}",
            })
    void whateverEndsASessionEndsItOnTheOtherNode(String method, String path, @Nullable String body) throws Exception {
        try (Hubbub first = node(Map.of());
                Hubbub second = node(Map.of())) {
            SignedIn ana = register(first, "ana");
            SignedIn again = api(first).login("ana", "correct horse");
            TestSocket socket = TestSocket.hello(second.url(), ana.accessToken());
            String json = body == null ? "" : body.replace('\'', '"');
            assertThat(send(method, first, path, again.accessToken(), json).statusCode())
                    .isBetween(200, 204);
            socket.awaitsClose(4504);
            assertThat(status("GET", second, "/api/v1/rooms", ana)).isEqualTo(401);
        }
    }

    @Test
    void anApiTokenThatIsRevokedOnOneNodeIsOutOnTheOther() throws Exception {
        try (Hubbub first = node(Map.of());
                Hubbub second = node(Map.of())) {
            SignedIn ana = register(first, "ana");
            JsonNode bot = new ObjectMapper()
                    .readTree(send(
                                    "POST",
                                    first,
                                    "/api/v1/tokens",
                                    ana.accessToken(),
                                    "{\"name\":\"bot\",\"scope\":\"read\"}")
                            .body());
            String token = bot.path("token").asText();
            TestSocket socket = TestSocket.hello(second.url(), token);
            assertThat(send("GET", second, "/api/v1/rooms", token, "").statusCode())
                    .isEqualTo(200);
            assertThat(status(
                            "DELETE", first, "/api/v1/tokens/" + bot.path("id").asText(), ana))
                    .isEqualTo(200);
            socket.awaitsClose(4504);
            assertThat(send("GET", second, "/api/v1/rooms", token, "").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void aNodeThatWasCutOffHearsOfItAfterwards() throws Exception {
        try (Hubbub first = node(Map.of());
                Hubbub second = node(Map.of())) {
            SignedIn ana = register(first, "ana");
            SignedIn other = api(first).login("ana", "correct horse");
            TestSocket socket = TestSocket.hello(second.url(), ana.accessToken());
            TestPostgres.terminate(database, "hubbub session ends");
            assertThat(status("POST", first, "/api/v1/logout", ana)).isEqualTo(200);
            socket.awaitsClose(4504);
            // And it listens again.
            TestSocket later = TestSocket.hello(second.url(), other.accessToken());
            assertThat(status("POST", first, "/api/v1/logout", other)).isEqualTo(200);
            later.awaitsClose(4504);
        }
    }

    @Test
    void whatEndedIsStillRefusedAfterARestart() throws Exception {
        SignedIn ana;
        try (Hubbub node = node(Map.of())) {
            ana = register(node, "ana");
            assertThat(status("POST", node, "/api/v1/logout", ana)).isEqualTo(200);
        }
        try (Hubbub node = node(Map.of())) {
            assertThat(status("GET", node, "/api/v1/rooms", ana)).isEqualTo(401);
        }
    }

    @Test
    void whileRedisIsAwayNobodyGetsInAndEverybodyTalksOn() throws Exception {
        try (TestRedis redis = TestRedis.start();
                Hubbub node = node(Map.of("REDIS_URL", redis.url().text()))) {
            SignedIn ana = register(node, "ana");
            SignedIn bo = register(node, "bo");
            TestSocket socket = TestSocket.hello(node.url(), ana.accessToken());
            redis.kill();
            assertThat(codeOf(() -> api(node).login("ana", "correct horse"))).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(codeOf(() -> api(node).login("ana", "wrong horse"))).isEqualTo(ErrorCode.BAD_CREDENTIALS);
            assertThat(codeOf(() -> api(node).refresh(ana.refreshToken()))).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(codeOf(() -> api(node).refresh("made up"))).isEqualTo(ErrorCode.UNAVAILABLE);
            socket.say("{'type':'post','ref':'a-1','room':'1','text':'still here'}");
            socket.awaits("\"type\":\"ack\",\"ref\":\"a-1\"");
            assertThat(status("GET", node, "/api/v1/rooms", bo)).isEqualTo(200);
            // Signing out works all the same, and holds once Redis, which still has the session, is back.
            assertThat(status("POST", node, "/api/v1/logout", bo)).isEqualTo(200);
            assertThat(status("GET", node, "/api/v1/rooms", bo)).isEqualTo(401);
            redis.run();
            await().until(() -> attempt(() -> api(node).login("ana", "correct horse")));
            assertThat(codeOf(() -> api(node).refresh(bo.refreshToken()))).isEqualTo(ErrorCode.UNAUTHENTICATED);
            assertThat(attempt(() -> api(node).refresh(ana.refreshToken()))).isTrue();
        }
    }

    private Hubbub node(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SERVER_PORT", "0",
                "HUBBUB_DATA", folder.resolve("data").toString(),
                "HUBBUB_BCRYPT_COST", "4",
                "HUBBUB_REGISTRATION", "open",
                "JWT_SECRET", "one secret for all nodes, of enough bytes",
                "DATABASE_URL",
                        "%s%suser=%s&password=%s"
                                .formatted(
                                        database.jdbcUrl(),
                                        database.jdbcUrl().contains("?") ? "&" : "?",
                                        database.user(),
                                        database.password())));
        environment.putAll(more);
        return Hubbub.start(Config.load(environment, folder.resolve(".env")));
    }

    private static HubbubApi api(Hubbub node) {
        return new HubbubApi(URI.create(node.url()));
    }

    private static SignedIn register(Hubbub node, String name) throws Exception {
        return api(node).register(name, name + "@example.org", "correct horse");
    }

    private int status(String method, Hubbub node, String path, SignedIn who) throws Exception {
        return send(method, node, path, who.accessToken(), "").statusCode();
    }

    private HttpResponse<String> send(String method, Hubbub node, String path, String token, String body)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static ErrorCode codeOf(Callable<SignedIn> work) {
        Throwable refusal = Assertions.catchThrowable(work::call);
        assertThat(refusal).isInstanceOf(ApiException.class);
        return ((ApiException) refusal).code();
    }

    private static boolean attempt(Callable<SignedIn> work) throws Exception {
        try {
            work.call();
            return true;
        } catch (ApiException e) {
            return false;
        }
    }
}
