package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.CommandWriter;
import dev.hubbub.protocol.RoomId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an API token is good for holds on every route that the document names, and for every command that there
/// is.
@Tag("integration")
class ScopesTest {
    private static final String REFUSED = "insufficient_scope";
    private static final Set<String> ONLY_LOOK = Set.of("list_rooms", "list_members", "history");

    /// Those that make no sense with every field filled.
    private static final Map<String, String> SPARSE = Map.of(
            "create_room", "{\"type\":\"create_room\",\"ref\":\"x\",\"name\":\"x\"}",
            "join_room", "{\"type\":\"join_room\",\"ref\":\"x\",\"room\":\"1\"}");

    private final RunningServer server = RunningServer.get();
    private final SpecDocument document = SpecDocument.read("openapi.yaml");

    @ParameterizedTest
    @ValueSource(strings = {"read", "write"})
    void aTokenOpensExactlyTheRoutesOfItsScope(String scope) throws Exception {
        String token = token(scope);
        Set<String> wrong = new TreeSet<>();
        for (String route : document.routes()) {
            JsonNode operation = operation(route);
            if (!takesToken(operation, route)) {
                continue;
            }
            String needed = operation.path("x-scope").asText();
            assertThat(needed).as("x-scope of " + route).isIn("read", "write", "admin", "account");
            RunningServer.Answer answer = call(route, token);
            boolean refused = answer.status() == 403 && answer.text("code").equals(REFUSED);
            if (answer.status() == 401 || refused == needed.equals(scope)) {
                wrong.add(route + " answered " + answer.status() + " " + answer.text("code"));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyRouteWithoutATokenRefusesStrangers() throws Exception {
        for (String route : document.routes()) {
            if (takesToken(operation(route), route)) {
                assertThat(call(route, "made up").status()).as(route).isEqualTo(401);
            }
        }
    }

    @Test
    void aReadOnlyTokensConnectionCanDoNoWrite() throws Exception {
        TestSocket socket = TestSocket.hello(server.url(), token("read"));
        CommandWriter writer = new CommandWriter();
        List<Class<?>> commands = Filled.leaves(Command.Answered.class).toList();
        assertThat(commands).hasSizeGreaterThan(10);
        for (Class<?> command : commands) {
            String type = command.getSimpleName()
                    .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                    .toLowerCase(Locale.ROOT)
                    .replace("mark_read", "read");
            String filled = new String(writer.write((Command) Filled.ofRecord(command)), StandardCharsets.UTF_8);
            String frame = SPARSE.getOrDefault(type, filled).replace("\"ref\":\"x\"", "\"ref\":\"%s\"".formatted(type));
            assertThat(frame).contains("\"type\":\"%s\"".formatted(type));
            socket.sayAsIs(frame);
            await().untilAsserted(() ->
                    assertThat(socket.heard()).anyMatch(text -> text.contains("\"ref\":\"%s\"".formatted(type))));
            boolean refused = socket.heard().stream()
                    .anyMatch(text -> text.contains("\"ref\":\"%s\",\"code\":\"%s\"".formatted(type, REFUSED)));
            assertThat(refused).as(type).isEqualTo(!ONLY_LOOK.contains(type));
        }
        socket.sayAsIs(new String(writer.write(new Command.Typing(new RoomId(1))), StandardCharsets.UTF_8));
        socket.say("{'type':'ping'}");
        socket.awaits("pong");
        assertThat(socket.heard()).noneMatch(text -> text.contains("\"type\":\"typing\""));
    }

    @Test
    void aConnectionTakesATokenThatMayRead() throws Exception {
        TestSocket socket = TestSocket.open(server.url(), Map.of());
        socket.say("{'type':'hello','token':'%s'}".formatted(token("write")));
        socket.awaits(REFUSED);
        socket.awaitsClose(4500);
    }

    private String token(String scope) throws Exception {
        RunningServer.Answer ana = server.register("ana");
        return server.post(
                        "/api/v1/tokens",
                        ana.text("accessToken"),
                        "{\"name\":\"bot\",\"scope\":\"%s\"}".formatted(scope))
                .text("token");
    }

    private JsonNode operation(String route) {
        String[] parts = route.split(" ", 2);
        return document.at("paths", parts[1], parts[0].toLowerCase(Locale.ROOT));
    }

    private static boolean takesToken(JsonNode operation, String route) {
        return !operation.has("security") && route.contains("/api/v1/");
    }

    private RunningServer.Answer call(String route, String token) throws Exception {
        String[] parts = route.split(" ", 2);
        boolean body = !parts[0].equals("GET") && !parts[0].equals("DELETE");
        return server.send(parts[0], parts[1].replaceAll("\\{[a-z]+}", "1"), token, body ? "{}" : null);
    }
}
