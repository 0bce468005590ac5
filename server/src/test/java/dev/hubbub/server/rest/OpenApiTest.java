package dev.hubbub.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.server.limit.Rate;
import dev.hubbub.server.limit.RateLimits;
import dev.hubbub.server.proxy.Proxies;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Holds the paths of docs/openapi.yaml against the router; [OpenApiAnswersTest] has the rest.
@Tag("integration")
class OpenApiTest {
    @Test
    void itNamesExactlyTheRoutesThatThereAre() {
        var settings = new HttpSettings("127.0.0.1", 0, "nio", Optional.empty(), 65_536, Set.of());
        try (var server = HttpServer.start(settings, new NettyServerCustomizer() {}, whatTheBindersNeed())) {
            Set<String> routes = server.routes().stream()
                    .filter(route -> !route.startsWith("HEAD ") && !route.startsWith("OPTIONS "))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(SpecDocument.read("openapi.yaml").routes()).isEqualTo(routes);
        }
    }

    /// The controllers are made at their first request, which does not come here.
    private static List<Object> whatTheBindersNeed() {
        Rate any = Rate.perSecond(1, 1);
        RateLimits limits = RateLimits.onThisNode();
        return List.of(
                Proxies.NONE,
                new RestLimits(limits.of("commands", any), new RestRates(any, any, any, any, any, 1), limits));
    }
}
