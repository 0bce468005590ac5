package dev.hubbub.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.server.rest.Browser;
import dev.hubbub.server.rest.RunningServer;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Another site's page cannot make a visitor's browser do anything here, though it sends his cookies along.
@Tag("integration")
class CsrfTest {
    private static final String EVIL = "http://evil.example";

    private final RunningServer server = RunningServer.get();
    private Browser browser;

    @BeforeEach
    void signIn() throws Exception {
        browser = Browser.signedIn(server);
    }

    @ParameterizedTest
    @CsvSource({
        "refresh, Origin, http://evil.example",
        "logout, Origin, http://evil.example",
        "refresh, Origin, null",
        "logout, Origin, null",
        "refresh, Sec-Fetch-Site, cross-site",
        "logout, Sec-Fetch-Site, cross-site",
        "refresh, X-CSRF-Token, ''",
        "logout, X-CSRF-Token, ''",
        "refresh, X-CSRF-Token, guessed",
        "logout, X-CSRF-Token, guessed",
    })
    void aForgedRequestIsRefusedAndChangesNothing(String route, String header, String value) throws Exception {
        Map<String, String> headers = browser.ours();
        headers.put(header, value);
        headers.values().removeIf(String::isEmpty);
        assertThat(browser.post(route, "", headers).status()).isEqualTo(403);
        assertThat(browser.post("refresh", "", browser.ours()).status()).isEqualTo(200);
    }

    /// What merely looks like our address is another site's.
    @ParameterizedTest
    @ValueSource(
            strings = {"%s.evil.example", "%s@evil.example", "https://evil.example/%s", "%s0", "%s/", "NULL", "file://"
            })
    void noOriginThatResemblesOursIsOurs(String shape) throws Exception {
        Map<String, String> headers = browser.ours();
        headers.put("Origin", shape.formatted(server.url()));
        assertThat(browser.post("refresh", "", headers).status()).isEqualTo(403);
    }

    @Test
    void aRequestThatNamesNoPageIsRefused() throws Exception {
        Map<String, String> headers = browser.ours();
        headers.remove("Origin");
        headers.remove("Sec-Fetch-Site");
        assertThat(browser.post("refresh", "", headers).status()).isEqualTo(403);
    }

    @Test
    void aCookieThatAnotherSitePlantedTogetherWithTheHeaderIsNotSigned() throws Exception {
        browser.plant("hubbub_csrf", "planted");
        Map<String, String> headers = browser.ours();
        assertThat(headers).containsEntry("X-CSRF-Token", "planted");
        assertThat(browser.post("refresh", "", headers).status()).isEqualTo(403);
    }

    @Test
    void theTokenOfAnotherSessionIsNone() throws Exception {
        Browser other = Browser.signedIn(server);
        browser.plant("hubbub_csrf", other.cookie("hubbub_csrf"));
        assertThat(browser.post("refresh", "", browser.ours()).status()).isEqualTo(403);
    }

    /// These need a bearer, which no browser sends by itself.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET sessions",
                "DELETE sessions",
                "POST rooms",
                "POST rooms/1/messages",
                "PATCH account",
                "POST account/password",
                "POST account/delete",
                "POST tokens",
                "POST invitations",
                "GET admin/users"
            })
    void noOtherRouteGoesByCookies(String route) throws Exception {
        String[] parts = route.split(" ", 2);
        assertThat(browser.send(parts[0], parts[1], "{\"name\":\"x\"}", browser.ours())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void anotherSiteCannotSignItsVisitorsIn() throws Exception {
        String body = "{\"login\":\"ana\",\"password\":\"correct horse\",\"cookie\":true}";
        assertThat(browser.post("login", body, Map.of("Origin", EVIL)).status()).isEqualTo(403);
        assertThat(browser.post("login", body, Map.of()).status()).isEqualTo(403);
    }

    /// Forms can send these without asking first.
    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void noFormIsRead(String type) throws Exception {
        assertThat(browser.post("login", "{\"login\":\"ana\",\"password\":\"x\"}", Map.of("Content-Type", type))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void noOtherOriginMayReadAnAnswer() throws Exception {
        var answer = browser.send("GET", "rooms", "", Map.of("Origin", EVIL));
        assertThat(answer.response().headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
    }
}
