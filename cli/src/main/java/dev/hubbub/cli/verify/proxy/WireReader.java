package dev.hubbub.cli.verify.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.cli.verify.check.Entry;
import dev.hubbub.cli.verify.check.Fact;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads of the server's messages what the checker wants to know.
final class WireReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Integer> KINDS = Map.ofEntries(
            Map.entry("message", 1),
            Map.entry("message_edited", 2),
            Map.entry("message_deleted", 3),
            Map.entry("reaction_added", 4),
            Map.entry("reaction_removed", 5),
            Map.entry("member_joined", 6),
            Map.entry("member_left", 7),
            Map.entry("member_removed", 8),
            Map.entry("room_updated", 9),
            Map.entry("room_deleted", 10),
            Map.entry("topic_changed", 11));

    private final UnaryOperator<String> canonical;

    /// @param canonical gives the one copy of a text that is kept
    WireReader(UnaryOperator<String> canonical) {
        this.canonical = canonical;
    }

    /// Null for what is of no interest.
    @Nullable
    Fact read(byte[] message) throws IOException {
        JsonNode json = JSON.readTree(message);
        return switch (json.path("type").asText()) {
            case "event" -> new Fact.Seen(json.path("room").asLong(), entry(json));
            case "error" ->
                json.hasNonNull("ref")
                        ? refusal(json, canonical.apply(json.path("ref").asText()))
                        : null;
            default -> null;
        };
    }

    private static Fact refusal(JsonNode json, String ref) {
        return json.path("retry").asBoolean()
                ? new Fact.Postponed(ref)
                : new Fact.Refused(ref, json.path("code").asText());
    }

    private Entry entry(JsonNode json) {
        return new Entry(
                json.path("seq").asLong(),
                KINDS.getOrDefault(json.path("kind").asText(), 0),
                json.path("author").path("id").asLong(),
                canonical.apply(json.path("ref").asText()),
                // A topic is kept where a message's text is.
                text(json, json.has("topic") ? "topic" : "text"),
                json.path("user").path("id").asLong(),
                text(json, "name"),
                Instant.parse(json.path("at").asText()).toEpochMilli());
    }

    private @Nullable String text(JsonNode json, String field) {
        return json.hasNonNull(field) ? canonical.apply(json.path(field).asText()) : null;
    }
}
