package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.server.account.SigningKey;
import dev.hubbub.server.account.Tokens;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Holds docs/openapi.yaml against the server. Its layout is regular, so lines and indents do for a parser.
@Tag("integration")
class OpenApiTest {
    private static final Pattern PATH = Pattern.compile("  (/\\S*):");
    private static final Pattern METHOD = Pattern.compile("    (get|post|patch|put|delete):");

    @Test
    void itNamesExactlyTheRoutesThatThereAre() throws IOException {
        var settings = new HttpSettings("127.0.0.1", 0, Optional.empty(), 65_536);
        try (var server = HttpServer.start(settings, new NettyServerCustomizer() {}, whatTheBindersNeed())) {
            Set<String> routes = server.routes().stream()
                    .filter(route -> !route.startsWith("HEAD ") && !route.startsWith("OPTIONS "))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(documented()).isEqualTo(routes);
        }
    }

    /// The controllers are made at their first request, which does not come here.
    private static List<Object> whatTheBindersNeed() {
        var key = SigningKey.ofSecret(SigningKey.randomSecret());
        return List.of(new Tokens(key, Clock.systemUTC()), new RestLimits(1, 1, 1));
    }

    @Test
    void answersHaveTheFieldsThatItRequires() throws Exception {
        var server = RunningServer.get();
        var ana = server.register("ana");
        String token = ana.text("accessToken");
        assertRequired("SignedIn", ana.json());
        var room = server.post("/api/v1/rooms", token, "{\"name\":\"openapi %d\"}".formatted(System.nanoTime()));
        assertRequired("Room", room.json());
        String path = "/api/v1/rooms/" + room.text("id");
        assertRequired(
                "Ack",
                server.post(path + "/messages", token, "{\"text\":\"hi\"}").json());
        var events = server.get(path + "/messages", token).json();
        assertRequired("EventPage", events);
        assertRequired("Event", events.path("events").path(0));
        assertRequired("MemberPage", server.get(path + "/members", token).json());
        assertRequired("RoomPage", server.get("/api/v1/rooms", token).json());
        assertRequired("Problem", server.get("/api/v1/rooms", null).json());
    }

    private static void assertRequired(String schema, JsonNode answer) throws IOException {
        assertThat(required(schema))
                .isNotEmpty()
                .allSatisfy(field -> assertThat(answer.has(field))
                        .as("%s of %s in %s", field, schema, answer)
                        .isTrue());
    }

    private static Set<String> documented() throws IOException {
        Set<String> routes = new TreeSet<>();
        String path = "";
        for (String line : lines()) {
            Matcher pathLine = PATH.matcher(line);
            Matcher methodLine = METHOD.matcher(line);
            if (pathLine.matches()) {
                path = pathLine.group(1);
            } else if (methodLine.matches()) {
                routes.add(methodLine.group(1).toUpperCase(java.util.Locale.ROOT) + " " + path);
            }
        }
        return routes;
    }

    private static List<String> required(String schema) throws IOException {
        List<String> lines = lines();
        // The schemas come last; a response may have the same name.
        String required = lines.subList(lines.lastIndexOf("    " + schema + ":"), lines.size()).stream()
                .filter(line -> line.startsWith("      required: ["))
                .findFirst()
                .orElseThrow();
        return List.of(required.substring(required.indexOf('[') + 1, required.indexOf(']'))
                .split(", ", -1));
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(Path.of("../docs/openapi.yaml"));
    }
}
