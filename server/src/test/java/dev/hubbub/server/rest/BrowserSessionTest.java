package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sign-ins that live in cookies, and what other sites' pages try with them.
@Tag("integration")
class BrowserSessionTest {
    private static final String EVIL = "http://evil.example";

    private final RunningServer server = RunningServer.get();
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private RunningServer.@Nullable Answer signedIn;

    @BeforeEach
    void signIn() throws Exception {
        String name =
                server.register("ana").json().path("user").path("username").asText();
        signedIn = post(
                "login",
                "{\"login\":\"%s\",\"password\":\"correct horse\",\"cookie\":true}".formatted(name),
                Map.of("Origin", server.url()));
        keepCookies(signedIn());
    }

    @Test
    void theRefreshTokenIsOutOfTheScriptsReach() {
        assertThat(signedIn().status()).isEqualTo(200);
        assertThat(signedIn().json().has("refreshToken")).isFalse();
        assertThat(setCookies())
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("hubbub_refresh=")
                        .contains("; Path=/api/v1;", "HttpOnly", "SameSite=Strict", "Max-Age=2592000"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("hubbub_access=")
                        .contains("; Path=/ws;", "HttpOnly", "SameSite=Strict", "Max-Age=900"))
                .anySatisfy(
                        cookie -> assertThat(cookie).startsWith("hubbub_csrf=").doesNotContain("HttpOnly"));
    }

    @Test
    void aBrowserThatTalksTlsGetsCookiesForTlsOnly() throws Exception {
        String origin = server.url().replaceFirst("http:", "https:");
        RunningServer.Answer answer = post(
                "register",
                "{\"username\":\"tls%1$s\",\"email\":\"tls%1$s@example.org\",\"password\":\"correct horse\",\"cookie\":true}"
                        .formatted(Long.toString(System.nanoTime(), 36)),
                Map.of("Origin", origin));
        assertThat(answer.response().headers().allValues("Set-Cookie"))
                .hasSize(3)
                .allSatisfy(cookie -> assertThat(cookie).startsWith("__Secure-").contains("; Secure"));
    }

    @Test
    void ourPageRefreshesAndSignsOut() throws Exception {
        RunningServer.Answer next = post("refresh", "", ours());
        assertThat(next.status()).isEqualTo(200);
        keepCookies(next);
        assertThat(next.text("csrfToken")).isEqualTo(cookies.get("hubbub_csrf"));
        RunningServer.Answer out = post("logout", "", ours());
        assertThat(out.json().path("ended").asInt()).isEqualTo(1);
        assertThat(out.response().headers().allValues("Set-Cookie"))
                .allSatisfy(cookie -> assertThat(cookie).contains("Max-Age=0"));
        assertThat(server.get("/api/v1/rooms", next.text("accessToken")).status())
                .isEqualTo(401);
        assertThat(post("refresh", "", ours()).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "refresh, Origin, http://evil.example",
        "logout, Origin, http://evil.example",
        "refresh, Origin, null",
        "refresh, Sec-Fetch-Site, cross-site",
        "logout, Sec-Fetch-Site, cross-site",
        "refresh, X-CSRF-Token, ''",
        "logout, X-CSRF-Token, ''",
        "refresh, X-CSRF-Token, guessed",
    })
    void aForgedRequestIsRefusedAndChangesNothing(String route, String header, String value) throws Exception {
        Map<String, String> headers = ours();
        headers.put(header, value);
        headers.values().removeIf(String::isEmpty);
        assertThat(post(route, "", headers).status()).isEqualTo(403);
        assertThat(post("refresh", "", ours()).status()).isEqualTo(200);
    }

    @Test
    void aRequestThatNamesNoPageIsRefused() throws Exception {
        Map<String, String> headers = ours();
        headers.remove("Origin");
        headers.remove("Sec-Fetch-Site");
        assertThat(post("refresh", "", headers).status()).isEqualTo(403);
    }

    @Test
    void aCookieThatAnotherSitePlantedTogetherWithTheHeaderIsNotSigned() throws Exception {
        cookies.put("hubbub_csrf", "planted");
        Map<String, String> headers = ours();
        assertThat(headers).containsEntry("X-CSRF-Token", "planted");
        assertThat(post("refresh", "", headers).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /api/v1/sessions", "DELETE /api/v1/sessions", "POST /api/v1/rooms"})
    void noOtherRouteGoesByCookies(String route) throws Exception {
        String[] parts = route.split(" ", 2);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + parts[1]))
                .method(parts[0], BodyPublishers.ofString("{\"name\":\"x\"}"))
                .header("Content-Type", "application/json");
        ours().forEach(request::header);
        assertThat(server.send(request.build()).status()).isEqualTo(401);
    }

    @Test
    void anotherSiteCannotSignItsVisitorsIn() throws Exception {
        String body = "{\"login\":\"ana\",\"password\":\"correct horse\",\"cookie\":true}";
        assertThat(post("login", body, Map.of("Origin", EVIL)).status()).isEqualTo(403);
        assertThat(post("login", body, Map.of()).status()).isEqualTo(403);
    }

    @Test
    void ourPageConnectsByCookie() {
        TestSocket socket = TestSocket.open(server.url(), Map.of("Origin", server.url(), "Cookie", cookieHeader()));
        socket.say("{'type':'hello'}");
        socket.awaits("\"type\":\"welcome\"");
    }

    @Test
    void anotherSitesPageCannotConnectWhateverItShows() {
        List<Map<String, String>> attempts = List.of(
                Map.of("Origin", EVIL, "Cookie", cookieHeader()),
                Map.of("Origin", EVIL, "Authorization", "Bearer " + signedIn().text("accessToken")),
                Map.of("Origin", "null", "Cookie", cookieHeader()),
                Map.of("Origin", EVIL));
        assertThat(attempts)
                .allSatisfy(headers -> assertThatThrownBy(() -> TestSocket.open(server.url(), headers))
                        .hasCauseInstanceOf(java.net.http.WebSocketHandshakeException.class));
    }

    @Test
    void withoutAnOriginACookieCountsForNothing() {
        TestSocket socket = TestSocket.open(server.url(), Map.of("Cookie", cookieHeader()));
        socket.say("{'type':'hello'}");
        socket.awaitsClose(4500);
    }

    @Test
    void aTokenInTheUrlCountsForNothing() {
        TestSocket socket = TestSocket.at(
                server.url() + "/ws?token=" + signedIn().text("accessToken") + "&access_token="
                        + signedIn().text("accessToken"),
                Map.of());
        socket.say("{'type':'hello'}");
        socket.awaitsClose(4500);
    }

    private RunningServer.Answer signedIn() {
        return java.util.Objects.requireNonNull(signedIn);
    }

    private Map<String, String> ours() {
        Map<String, String> headers = new HashMap<>();
        headers.put("Origin", server.url());
        headers.put("Sec-Fetch-Site", "same-origin");
        headers.put("Cookie", cookieHeader());
        headers.put("X-CSRF-Token", cookies.getOrDefault("hubbub_csrf", ""));
        return headers;
    }

    private String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private List<String> setCookies() {
        return signedIn().response().headers().allValues("Set-Cookie");
    }

    private void keepCookies(RunningServer.Answer answer) {
        for (String cookie : answer.response().headers().allValues("Set-Cookie")) {
            String pair = cookie.substring(0, cookie.indexOf(';'));
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
    }

    private RunningServer.Answer post(String route, String body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/" + route))
                .POST(body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        headers.forEach(request::header);
        return server.send(request.build());
    }
}
