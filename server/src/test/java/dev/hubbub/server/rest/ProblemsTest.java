package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("integration")
class ProblemsTest {
    private final RunningServer server = RunningServer.get();
    private String token = "";

    @BeforeEach
    void signIn() throws Exception {
        token = server.register("ana").text("accessToken");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /api/v1/nowhere                         |                    | 404 | not_found",
                "GET    | /nowhere                                |                    | 404 | not_found",
                "PUT    | /api/v1/rooms                           | {}                 | 405 | method_not_allowed",
                "POST   | /api/v1/rooms                           | {                  | 400 | malformed",
                "POST   | /api/v1/rooms                           | []                 | 400 | malformed",
                "POST   | /api/v1/rooms                           | {} {}              | 400 | malformed",
                "POST   | /api/v1/rooms                           |                    | 400 | invalid",
                "POST   | /api/v1/rooms                           | {\"name\":5}       | 400 | invalid",
                "POST   | /api/v1/rooms/1/messages                | {\"text\":true}    | 400 | invalid",
                "POST   | /api/v1/rooms/1/messages                | {\"text\":\"a\\u0000\"} | 400 | invalid",
                "POST   | /api/v1/rooms/one/messages              | {\"text\":\"hi\"}  | 400 | invalid",
                "POST   | /api/v1/rooms/1/read                    | {\"seq\":-1}       | 400 | invalid",
                "POST   | /api/v1/login                           | {\"login\":\"a\"}  | 400 | invalid",
                "POST   | /api/v1/login                           | nonsense           | 400 | malformed",
                "GET    | /api/v1/rooms/1/messages?limit=0        |                    | 400 | invalid",
                "GET    | /api/v1/rooms/1/messages?before=1&after=2 |                  | 400 | invalid",
                "GET    | /api/v1/rooms/1/messages?since=monday   |                    | 400 | invalid",
                "GET    | /api/v1/rooms/999                       |                    | 404 | no_such_room",
            })
    void everyRefusalIsAProblemWithACode(String method, String path, String body, int status, String code)
            throws Exception {
        var refused = server.send(method, path, token, body);
        assertThat(refused.response().body()).contains("\"code\":\"" + code + "\"");
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.json().path("status").asInt()).isEqualTo(status);
        assertThat(refused.text("type")).isEqualTo("urn:hubbub:problem:" + code);
        assertThat(refused.text("title")).isNotEmpty();
        assertThat(refused.text("detail")).isNotEmpty();
        assertThat(refused.response().body()).doesNotContain("dev.hubbub", "io.micronaut", "Exception");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/rooms",
        "GET, /api/v1/rooms/1",
        "POST, /api/v1/rooms/1/messages",
        "DELETE, /api/v1/rooms/5"
    })
    void withoutATokenNothingIsDone(String method, String path) throws Exception {
        var refused = server.send(method, path, null, method.equals("POST") ? "{\"text\":\"hi\"}" : null);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("code")).isEqualTo("unauthenticated");
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(server.send(method, path, token + "x", null).status()).isEqualTo(401);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        var refused = server.post("/api/v1/login", null, "{\"login\":\"" + "x".repeat(100_000) + "\"}");
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.text("code")).isEqualTo("too_large");
    }

    @Test
    void anotherMediaTypeIsRefused() throws Exception {
        var refused = server.send(HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/login"))
                .POST(BodyPublishers.ofString("login=ana"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .build());
        assertThat(refused.status()).isEqualTo(415);
        assertThat(refused.text("code")).isEqualTo("unsupported_media_type");
    }

    @Test
    void aWrongMethodIsToldWhichAreRight() throws Exception {
        assertThat(server.send("PUT", "/api/v1/rooms", token, "{}").header("Allow"))
                .contains("GET", "POST");
    }
}
