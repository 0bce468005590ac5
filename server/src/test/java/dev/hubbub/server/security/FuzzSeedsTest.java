package dev.hubbub.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.CommandReader;
import dev.hubbub.server.rest.SpecDocument;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What [FuzzTest] damages is all that there is.
class FuzzSeedsTest {
    /// It would end the session by which all others are sent.
    private static final String LOGOUT = "POST /api/v1/logout";

    @Test
    void noRouteIsLeftOut() {
        Set<String> documented = SpecDocument.read("openapi.yaml").routes().stream()
                .filter(route -> !route.equals(LOGOUT))
                .map(route -> route.replaceAll("\\{\\w+}", "{id}"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(new TreeSet<>(FuzzSeeds.routes())).containsAll(documented);
    }

    @Test
    void noCommandIsLeftOutAndEachIsOne() {
        Set<Class<?>> seeds = FuzzSeeds.commands().stream()
                .map(FuzzSeedsTest::read)
                .map(Object::getClass)
                .collect(Collectors.toSet());
        assertThat(seeds).isEqualTo(commands(Command.class).collect(Collectors.toSet()));
    }

    private static Command read(String json) {
        return switch (new CommandReader().read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))) {
            case CommandReader.Accepted(Command command) -> command;
            case CommandReader.Rejected rejected -> throw new AssertionError(json + " is refused: " + rejected);
        };
    }

    private static Stream<Class<?>> commands(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(FuzzSeedsTest::commands);
    }
}
