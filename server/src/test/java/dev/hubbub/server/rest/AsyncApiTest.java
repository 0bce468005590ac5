package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.protocol.CloseCode;
import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.CommandWriter;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.EventKind;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomKind;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.ServerMessageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Holds docs/asyncapi.yaml and docs/protocol.md against the records of the protocol, both ways: what the code can
/// say and the documents don't, and the reverse.
class AsyncApiTest {
    private static final SpecDocument DOCUMENT = SpecDocument.read("asyncapi.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void itNamesExactlyTheMessagesAndFieldsThatThereAre() throws IOException {
        Map<String, Set<String>> documented = new TreeMap<>();
        for (String message : DOCUMENT.names("components", "messages")) {
            documented.put(message, DOCUMENT.fields(DOCUMENT.at("components", "messages", message, "payload")));
        }
        assertThat(documented).isEqualTo(inTheCode());
        assertThat(DOCUMENT.names("channels", "ws", "messages")).isEqualTo(documented.keySet());
    }

    @Test
    void whatTheServerWritesFitsItsSchema() throws IOException {
        for (Class<?> type : Filled.leaves(ServerMessage.class).toList()) {
            // The kinds that it is for are not in the document.
            if (type != ServerMessage.UnknownEvent.class && type != ServerMessage.Ack.class) {
                JsonNode json = json((ServerMessage) Filled.of(type));
                JsonNode schema = DOCUMENT.at(
                        "components", "messages", "server." + json.path("type").asText(), "payload");
                assertThat(DOCUMENT.faults(schema, json)).as(json.toString()).isEmpty();
            }
        }
    }

    @Test
    void everyCommandIsAnOperation() {
        Set<String> operations = DOCUMENT.names("operations");
        operations.remove("tell");
        Set<String> commands = new TreeSet<>();
        DOCUMENT.names("components", "messages").stream()
                .filter(name -> name.startsWith("command."))
                .forEach(name -> commands.add(name.substring("command.".length())));
        assertThat(operations).isEqualTo(commands);
    }

    @Test
    void itNamesEachCodeAndKind() {
        assertThat(allowed("ErrorCode"))
                .isEqualTo(names(Arrays.stream(ErrorCode.values()).map(ErrorCode::wireName)));
        assertThat(allowed("EventKind"))
                .isEqualTo(names(Arrays.stream(EventKind.values()).map(EventKind::wireName)));
        assertThat(allowed("RoomKind"))
                .isEqualTo(names(Arrays.stream(RoomKind.values()).map(RoomKind::wireName)));
    }

    @Test
    void theProtocolDocumentHasEachErrorCode() throws IOException {
        String text = protocol();
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(text)
                    .contains("| `%s` | %d | %s |"
                            .formatted(code.wireName(), code.httpStatus(), code.retry() ? "yes" : "no"));
        }
    }

    @Test
    void theProtocolDocumentHasEachCloseCode() throws IOException {
        String text = protocol();
        for (CloseCode code : CloseCode.values()) {
            assertThat(text).contains("| %d | %s |".formatted(code.code(), code.reconnect() ? "yes" : "no"));
        }
    }

    @Test
    void theProtocolDocumentHasEachCommandMessageAndEventKind() throws IOException {
        String text = protocol();
        for (String message : DOCUMENT.names("components", "messages")) {
            if (!message.startsWith("ack.")) {
                String type = message.substring(message.indexOf('.') + 1);
                assertThat(text).contains("\"type\":\"" + type + "\"");
            }
        }
        for (EventKind kind : EventKind.values()) {
            assertThat(text).contains("`" + kind.wireName() + "`");
        }
    }

    private static Map<String, Set<String>> inTheCode() throws IOException {
        Map<String, Set<String>> messages = new TreeMap<>();
        for (Class<?> type : Filled.leaves(Command.class).toList()) {
            add(messages, "command.", JSON.readTree(new CommandWriter().write((Command) Filled.of(type))));
        }
        for (Class<?> type : Filled.leaves(ServerMessage.class).toList()) {
            if (type != ServerMessage.Ack.class) {
                add(messages, "server.", json((ServerMessage) Filled.of(type)));
            }
        }
        for (Class<?> body : Filled.leaves(ServerMessage.AckBody.class).toList()) {
            var ack = new ServerMessage.Ack(Ref.next(), (ServerMessage.AckBody) Filled.of(body));
            messages.put("ack." + body.getSimpleName().toLowerCase(Locale.ROOT), SpecDocument.fieldsOf(json(ack)));
        }
        return messages;
    }

    /// Two records may be written as one type.
    private static void add(Map<String, Set<String>> messages, String prefix, JsonNode json) {
        messages.computeIfAbsent(prefix + json.path("type").asText(), _ -> new TreeSet<>())
                .addAll(SpecDocument.fieldsOf(json));
    }

    private static JsonNode json(ServerMessage message) throws IOException {
        return JSON.readTree(new ServerMessageWriter().write(message));
    }

    private static Set<String> allowed(String schema) {
        Set<String> values = new TreeSet<>();
        DOCUMENT.at("components", "schemas", schema).path("enum").forEach(value -> values.add(value.asText()));
        return values;
    }

    private static Set<String> names(java.util.stream.Stream<String> names) {
        return names.collect(java.util.stream.Collectors.toCollection(TreeSet::new));
    }

    private static String protocol() throws IOException {
        return Files.readString(Path.of("../docs/protocol.md"));
    }
}
