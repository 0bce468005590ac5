package dev.hubbub.server.rest;

import dev.hubbub.server.rest.RunningServer.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Somebody's browser, which keeps the cookies of his sign-in and sends them along whoever's page asks it to.
public final class Browser {
    private final RunningServer server;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Answer signedIn;

    private Browser(RunningServer server, String username) throws Exception {
        this.server = server;
        signedIn = post(
                "login",
                "{\"login\":\"%s\",\"password\":\"correct horse\",\"cookie\":true}".formatted(username),
                Map.of("Origin", server.url()));
        keepCookies(signedIn);
    }

    /// Of a new user, who has signed in on our own page.
    public static Browser signedIn(RunningServer server) throws Exception {
        return new Browser(
                server,
                server.register("ana").json().path("user").path("username").asText());
    }

    public Answer signIn() {
        return signedIn;
    }

    /// What our own page's requests carry.
    public Map<String, String> ours() {
        Map<String, String> headers = new HashMap<>();
        headers.put("Origin", server.url());
        headers.put("Sec-Fetch-Site", "same-origin");
        headers.put("Cookie", cookieHeader());
        headers.put("X-CSRF-Token", cookie("hubbub_csrf"));
        return headers;
    }

    public String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    /// As a page of a neighbouring host could.
    public void plant(String name, String value) {
        cookies.put(name, value);
    }

    public String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    public void keepCookies(Answer answer) {
        for (String cookie : setCookies(answer)) {
            String pair = cookie.substring(0, cookie.indexOf(';'));
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
    }

    public static List<String> setCookies(Answer answer) {
        return answer.response().headers().allValues("Set-Cookie");
    }

    /// @param route after `/api/v1/`
    public Answer post(String route, String body, Map<String, String> headers) throws Exception {
        return send("POST", route, body, headers);
    }

    public Answer send(String method, String route, String body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/" + route))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return server.send(request.build());
    }
}
