package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Sign-ins that live in cookies, on our own page. What other sites' pages try with them stands in `security`.
@Tag("integration")
class BrowserSessionTest {
    private final RunningServer server = RunningServer.get();
    private Browser browser;

    @BeforeEach
    void signIn() throws Exception {
        browser = Browser.signedIn(server);
    }

    @Test
    void theRefreshTokenIsOutOfTheScriptsReach() {
        assertThat(browser.signIn().status()).isEqualTo(200);
        assertThat(browser.signIn().json().has("refreshToken")).isFalse();
        assertThat(Browser.setCookies(browser.signIn()))
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
        RunningServer.Answer answer = browser.post(
                "register",
                "{\"username\":\"tls%1$s\",\"email\":\"tls%1$s@example.org\",\"password\":\"correct horse\",\"cookie\":true}"
                        .formatted(Long.toString(System.nanoTime(), 36)),
                Map.of("Origin", origin));
        assertThat(Browser.setCookies(answer))
                .hasSize(3)
                .allSatisfy(cookie -> assertThat(cookie).startsWith("__Secure-").contains("; Secure"));
    }

    @Test
    void ourPageRefreshesAndSignsOut() throws Exception {
        RunningServer.Answer next = browser.post("refresh", "", browser.ours());
        assertThat(next.status()).isEqualTo(200);
        browser.keepCookies(next);
        assertThat(next.text("csrfToken")).isEqualTo(browser.cookie("hubbub_csrf"));
        RunningServer.Answer out = browser.post("logout", "", browser.ours());
        assertThat(out.json().path("ended").asInt()).isEqualTo(1);
        assertThat(Browser.setCookies(out))
                .allSatisfy(cookie -> assertThat(cookie).contains("Max-Age=0"));
        assertThat(server.get("/api/v1/rooms", next.text("accessToken")).status())
                .isEqualTo(401);
        assertThat(browser.post("refresh", "", browser.ours()).status()).isEqualTo(401);
    }

    @Test
    void ourPageConnectsByCookie() {
        TestSocket socket =
                TestSocket.open(server.url(), Map.of("Origin", server.url(), "Cookie", browser.cookieHeader()));
        socket.say("{'type':'hello'}");
        socket.awaits("\"type\":\"welcome\"");
    }
}
