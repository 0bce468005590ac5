package dev.hubbub.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.server.rest.Browser;
import dev.hubbub.server.rest.RunningServer;
import dev.hubbub.server.rest.TestSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Another site's page cannot open a connection in the name of whoever visits it.
@Tag("integration")
class CrossSiteWebSocketHijackingTest {
    private static final String EVIL = "http://evil.example";

    private final RunningServer server = RunningServer.get();
    private Browser browser;

    @BeforeEach
    void signIn() throws Exception {
        browser = Browser.signedIn(server);
    }

    @Test
    void anotherSitesPageCannotConnectWhateverItShows() {
        String bearer = "Bearer " + browser.signIn().text("accessToken");
        List<Map<String, String>> attempts = List.of(
                Map.of("Origin", EVIL, "Cookie", browser.cookieHeader()),
                Map.of("Origin", EVIL, "Authorization", bearer),
                Map.of("Origin", EVIL));
        assertThat(attempts).allSatisfy(this::isRefused);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "%s.evil.example",
                "%s@evil.example",
                "https://evil.example/%s",
                "%s0",
                "%s/",
                "%s evil.example",
                "file://",
                "chrome-extension://abc"
            })
    void noOriginThatResemblesOursIsOurs(String shape) {
        isRefused(Map.of("Origin", shape.formatted(server.url()), "Cookie", browser.cookieHeader()));
    }

    @Test
    void withoutAnOriginACookieCountsForNothing() {
        TestSocket socket = TestSocket.open(server.url(), Map.of("Cookie", browser.cookieHeader()));
        socket.say("{'type':'hello'}");
        socket.awaitsClose(4500);
    }

    @Test
    void aTokenInTheUrlCountsForNothing() {
        String token = browser.signIn().text("accessToken");
        TestSocket socket = TestSocket.at(server.url() + "/ws?token=" + token + "&access_token=" + token, Map.of());
        socket.say("{'type':'hello'}");
        socket.awaitsClose(4500);
    }

    private void isRefused(Map<String, String> headers) {
        assertThatThrownBy(() -> TestSocket.open(server.url(), headers))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }
}
