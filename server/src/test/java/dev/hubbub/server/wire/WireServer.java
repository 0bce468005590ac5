package dev.hubbub.server.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.server.app.Config;
import dev.hubbub.server.app.Hubbub;
import dev.hubbub.server.db.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A whole server on a free port, with a database of its own.
final class WireServer implements AutoCloseable {
    private static @Nullable WireServer shared;

    private final Hubbub hubbub;
    private final HttpClient http;

    private WireServer(Hubbub hubbub, HttpClient http) {
        this.hubbub = hubbub;
        this.http = http;
    }

    /// One with the default limits, for all tests of a run.
    static synchronized WireServer shared() {
        if (shared == null) {
            shared = start(Map.of("HUBBUB_COMMANDS_PER_SECOND", "100000", "HUBBUB_COMMANDS_BURST", "100000"));
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    static WireServer start(Map<String, String> settings) {
        return start(settings, HttpClient.newHttpClient());
    }

    /// @param trusted whose certificates count; the server speaks TLS
    static WireServer start(Map<String, String> settings, SSLContext trusted) {
        return start(settings, HttpClient.newBuilder().sslContext(trusted).build());
    }

    private static WireServer start(Map<String, String> settings, HttpClient http) {
        try {
            Path folder = Files.createTempDirectory("hubbub-wire");
            Map<String, String> environment = new HashMap<>(settings);
            environment.putIfAbsent("SERVER_PORT", "0");
            environment.putIfAbsent("HUBBUB_BCRYPT_COST", "4");
            environment.putIfAbsent("HUBBUB_REGISTRATION", "open");
            environment.putIfAbsent("HUBBUB_SIGN_INS_PER_MINUTE", "100000");
            environment.put("HUBBUB_DATA", folder.resolve("data").toString());
            environment.put("DATABASE_URL", TestPostgres.freshUrl());
            return new WireServer(Hubbub.start(Config.load(environment, folder.resolve(".env"))), http);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    int port() {
        return hubbub.port();
    }

    String url() {
        return hubbub.url();
    }

    HttpClient http() {
        return http;
    }

    /// An access token of a new user, whose name is `name` and a suffix.
    String register(String name) throws IOException, InterruptedException {
        String unique = name + Long.toString(System.nanoTime(), 36);
        String body = "{\"username\":\"%1$s\",\"email\":\"%1$s@example.org\",\"password\":\"correct horse\"}"
                .formatted(unique);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/api/v1/register"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        String answer = http.send(request, BodyHandlers.ofString()).body();
        return new ObjectMapper().readTree(answer).path("accessToken").asText();
    }

    /// A client that has said hello and been welcomed.
    ///
    /// @param headers of the upgrade, besides those that it needs
    RawSocket welcomed(String token, String... headers) throws IOException {
        RawSocket socket = RawSocket.upgraded(port(), headers);
        socket.say("{\"type\":\"hello\",\"token\":\"" + token + "\"}");
        socket.awaits("\"type\":\"welcome\"");
        return socket;
    }

    @Override
    public void close() {
        hubbub.close();
    }
}
