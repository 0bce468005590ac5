package dev.hubbub.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Posts over REST until there is an answer, always with the same ref, to another node after each failure.
/// Blocks; one post at a time.
final class RestPoster {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PAUSE_MS = 300;

    /// What the server finally said.
    sealed interface Answer {
        record Stored(long room, long seq) implements Answer {}

        record Refused(String code) implements Answer {}
    }

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final List<URI> servers;
    private final Identity identity;

    private int next;

    RestPoster(List<URI> servers, Identity identity) {
        this.servers = servers;
        this.identity = identity;
    }

    Answer post(Ref ref, RoomId room, String text) throws InterruptedException {
        while (true) {
            try {
                HttpResponse<byte[]> response =
                        http.send(request(ref, room, text), HttpResponse.BodyHandlers.ofByteArray());
                JsonNode body = JSON.readTree(response.body());
                if (response.statusCode() / 100 == 2) {
                    return new Answer.Stored(
                            body.path("room").asLong(), body.path("seq").asLong());
                }
                if (!isPassing(response.statusCode())) {
                    return new Answer.Refused(
                            response.statusCode() + " " + body.path("code").asText());
                }
            } catch (IOException | UncheckedIOException _) {
                // Nobody knows what became of it, so it goes again.
            }
            next++;
            Thread.sleep(PAUSE_MS);
        }
    }

    private HttpRequest request(Ref ref, RoomId room, String text) throws IOException {
        byte[] body = JSON.writeValueAsBytes(Map.of("ref", ref.value(), "text", text));
        return HttpRequest.newBuilder(servers.get(next % servers.size()).resolve("/api/v1/rooms/" + room + "/messages"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + identity.token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private static boolean isPassing(int status) {
        return status == 429 || status == 503;
    }
}
