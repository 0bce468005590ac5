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

    /// @param login username or email
    /// @throws ApiException when the server refuses
    public SignedIn login(String login, String password) throws IOException, InterruptedException {
        return signIn("login", Map.of("login", login, "password", password));
    }

    /// @throws ApiException when the server refuses, for one because the token was used before
    public SignedIn refresh(String refreshToken) throws IOException, InterruptedException {
        return signIn("refresh", Map.of("refreshToken", refreshToken));
    }

    private SignedIn signIn(String route, Map<String, String> body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path() + "/api/v1/" + route))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        JsonNode answer = parse(response);
        if (response.statusCode() / 100 != 2) {
            throw refusal(response.statusCode(), answer);
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
