package dev.hubbub.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.UserId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// The few REST requests that a client needs before it can open its WebSocket. Blocking; safe for any thread.
public final class HubbubApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI server;

    /// @param server where it is, like `http://127.0.0.1:8080`
    public HubbubApi(HttpClient http, URI server) {
        this.http = http;
        this.server = server;
    }

    public HubbubApi(URI server) {
        this(SharedHttp.CLIENT, server);
    }

    /// Where the server's WebSocket is.
    public URI webSocket() {
        String scheme = "https".equals(server.getScheme()) ? "wss" : "ws";
        return URI.create(scheme + "://" + server.getRawAuthority() + path() + "/ws");
    }

    /// @throws ApiException when the server refuses
    public SignedIn register(String username, String email, String password) throws IOException, InterruptedException {
        return register(new NewAccount(username, email, password));
    }

    /// @throws ApiException when the server refuses
    public SignedIn register(NewAccount account) throws IOException, InterruptedException {
        return signIn("register", account.fields());
    }

    /// The whole of a login where the password is all that it takes.
    ///
    /// @param login username or email
    /// @throws ApiException when the server refuses, and when it asks for a code besides
    public SignedIn login(String login, String password) throws IOException, InterruptedException {
        return signIn("login", Map.of("login", login, "password", password));
    }

    /// The first of a login's two steps, and the last where no second is asked for.
    ///
    /// @param login username or email
    /// @throws ApiException when the server refuses
    public LoginAnswer beginLogin(String login, String password) throws IOException, InterruptedException {
        Reply reply = post("login", Map.of("login", login, "password", password));
        return reply.asksForCode()
                ? new SecondFactorRequired(reply.body.path("challenge").asText())
                : signedIn(reply);
    }

    /// The second step.
    ///
    /// @param code of the authenticator app, or a recovery code
    /// @throws ApiException when the server refuses: after `wrong_code` the same challenge may be answered again
    public SignedIn finishLogin(SecondFactorRequired asked, String code) throws IOException, InterruptedException {
        return signIn("auth/second-factor", Map.of("challenge", asked.challenge(), "code", code));
    }

    /// @throws ApiException when the server refuses, for one because the token was used before
    public SignedIn refresh(String refreshToken) throws IOException, InterruptedException {
        return signIn("refresh", Map.of("refreshToken", refreshToken));
    }

    private record Reply(int status, JsonNode body) {
        boolean asksForCode() {
            return status / 100 != 2 && body.path("code").asText().equals(ErrorCode.SECOND_FACTOR_REQUIRED.wireName());
        }
    }

    private SignedIn signIn(String route, Map<String, String> body) throws IOException, InterruptedException {
        return signedIn(post(route, body));
    }

    private Reply post(String route, Map<String, String> body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path() + "/api/v1/" + route))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return new Reply(response.statusCode(), parse(response));
    }

    private SignedIn signedIn(Reply reply) throws IOException {
        JsonNode answer = reply.body;
        if (reply.status / 100 != 2) {
            throw refusal(reply.status, answer);
        }
        JsonNode user = answer.path("user");
        UserId id = UserId.parse(user.path("id").asText())
                .orElseThrow(
                        () -> new IOException("the server at " + server + " answered in a way that is not Hubbub's"));
        return new SignedIn(
                new Person(id, user.path("username").asText()),
                answer.path("accessToken").asText(),
                Duration.ofSeconds(answer.path("expiresIn").asLong()),
                answer.path("refreshToken").asText());
    }

    private JsonNode parse(HttpResponse<byte[]> response) throws IOException {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new IOException("the server at " + server + " answered in a way that is not Hubbub's", e);
        }
    }

    private static ApiException refusal(int status, JsonNode problem) {
        ErrorCode code = ErrorCode.ofWireName(problem.path("code").asText().toLowerCase(Locale.ROOT))
                .orElse(status >= 500 ? ErrorCode.UNAVAILABLE : ErrorCode.INVALID);
        return new ApiException(code, problem.path("detail").asText("the server answered " + status));
    }

    private String path() {
        String path = server.getRawPath() == null ? "" : server.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
