package dev.hubbub.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.client.HubbubApi;
import dev.hubbub.server.db.TestPostgres;
import dev.hubbub.server.redis.TestRedis;
import dev.hubbub.server.rest.TestSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two whole servers on one database and one Redis. What is used up on the first is gone on the second; refilling takes
/// so long that no test sees it.
@Tag("integration")
class LimitsAcrossNodesTest {
    private static final String FROM = "198.51.100.7";

    private final String database = TestPostgres.freshUrl();
    private final TestRedis redis = TestRedis.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private Hubbub first;
    private Hubbub second;

    @BeforeEach
    void start() {
        first = node();
        second = node();
    }

    @AfterEach
    void close() {
        second.close();
        first.close();
        redis.close();
    }

    @Test
    void aUsersCommandsCountOnAllNodesTogether() throws Exception {
        String ana = register("ana");
        String bo = register("bo");
        assertThat(accepted(TestSocket.hello(first.url(), ana), 200)).isBetween(160, 199);
        TestSocket there = TestSocket.hello(second.url(), ana);
        int more = 0;
        int last = 5;
        while (last == 5 && more < 160) {
            last = accepted(there, 5);
            more += last;
        }
        assertThat(more)
                .as("of 160, after a portion of 10 and what comes within a round trip")
                .isLessThan(80);
        assertThat(accepted(TestSocket.hello(second.url(), bo), 50)).isEqualTo(50);
    }

    @Test
    void anAddressSignsInOnAllNodesTogether() throws Exception {
        int here = signInsUntilRefused(first);
        int there = signInsUntilRefused(second);
        assertThat(here).isGreaterThanOrEqualTo(32);
        assertThat(there)
                .as("of 32, after a portion of 2 and what comes within a round trip")
                .isLessThan(16);
    }

    private int signInsUntilRefused(Hubbub node) throws Exception {
        int tried = 0;
        while (tried < 100 && signIn(node) != 429) {
            tried++;
        }
        return tried;
    }

    private int signIn(Hubbub node) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.url() + "/api/v1/login"))
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", FROM)
                .POST(HttpRequest.BodyPublishers.ofString("{\"login\":\"nobody\",\"password\":\"wrong horse\"}"))
                .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    /// How many of so many commands at once are done and not refused.
    private static int accepted(TestSocket socket, int commands) {
        int before = socket.heard().size();
        for (int i = 0; i < commands; i++) {
            socket.say("{'type':'list_rooms','ref':'c-" + i + "'}");
        }
        await().until(() -> answers(socket, before).count() == commands);
        return (int) answers(socket, before)
                .filter(text -> text.startsWith("{\"type\":\"ack\""))
                .count();
    }

    private static Stream<String> answers(TestSocket socket, int before) {
        return socket.heard().stream().skip(before).filter(text -> text.contains("\"ref\":\"c-"));
    }

    private String register(String name) throws Exception {
        return new HubbubApi(URI.create(first.url()))
                .register(name, name + "@example.org", "correct horse")
                .accessToken();
    }

    private Hubbub node() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SERVER_PORT", "0",
                "HUBBUB_DATA", folder.resolve("data").toString(),
                "HUBBUB_BCRYPT_COST", "4",
                "HUBBUB_REGISTRATION", "open",
                "REDIS_URL", redis.url().text(),
                "HUBBUB_TRUSTED_PROXIES", "127.0.0.1",
                "HUBBUB_FAILED_LOGINS", "100000",
                "JWT_SECRET", "one secret for all nodes, of enough bytes",
                "DATABASE_URL", database));
        environment.put("HUBBUB_SIGN_INS_PER_MINUTE", "32");
        environment.put("HUBBUB_COMMANDS_PER_SECOND", "1000");
        environment.put("HUBBUB_COMMANDS_BURST", "1000");
        environment.put("HUBBUB_USER_COMMANDS_PER_SECOND", "1");
        environment.put("HUBBUB_USER_COMMANDS_BURST", "160");
        return Hubbub.start(Config.load(environment, folder.resolve(".env")));
    }
}
