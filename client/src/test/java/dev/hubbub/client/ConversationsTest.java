package dev.hubbub.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Conversations with a server, as files that the web client's tests play too, so that the two clients cannot drift
/// apart (web/src/hubbub/conversations.test.ts). What the steps mean:
///
/// - `opens`: after so many milliseconds the client opens a socket, which is accepted
/// - `hears`: the next thing that the client sent, with at least these fields
/// - `says`: the server sends this; `answers`: the same, with the ref of what was heard last
/// - `told`: the next thing that the application was told, exactly
/// - `asks`: the application gives the client a command
/// - `passes`: so many milliseconds pass; `cuts`: the socket closes with this code
/// - `silent`: nothing was sent or told that was not looked at, as also in the end
class ConversationsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Path> conversations() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/conversations"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void theClientTalksAsItShould(Path file) throws IOException {
        JsonNode recorded = JSON.readTree(file.toFile());
        Conversation conversation = new Conversation();
        int number = 0;
        for (JsonNode step : recorded.path("steps")) {
            number++;
            try {
                conversation.play(step);
            } catch (AssertionError e) {
                throw new AssertionError(
                        "%s, step %d: %s".formatted(recorded.path("claim").asText(), number, step), e);
            }
        }
        conversation.expectNothingMore();
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void everyConversationClaimsSomething(Path file) throws IOException {
        JsonNode recorded = JSON.readTree(file.toFile());
        assertThat(recorded.path("claim").asText()).isNotEmpty();
        assertThat(recorded.path("steps")).isNotEmpty();
    }
}
