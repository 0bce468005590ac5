package dev.hubbub.server.rest;

import dev.hubbub.server.command.Caller;
import dev.hubbub.server.limit.Address;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;

/// Refuses what comes too fast: from one address before the token is looked at, which may cost a query, and from one
/// user once it is known who he is.
@ServerFilter("/api/**")
final class RateFilter {
    static final int BEFORE_THE_TOKEN = -100;
    static final int AFTER_THE_TOKEN = 100;

    private final RestLimits limits;

    RateFilter(RestLimits limits) {
        this.limits = limits;
    }

    @RequestFilter
    @Order(BEFORE_THE_TOKEN)
    void countAddress(HttpRequest<?> request) {
        limits.takeOfAddress(RouteClass.of(request), address(request));
    }

    @RequestFilter
    @Order(AFTER_THE_TOKEN)
    void countCaller(HttpRequest<?> request) {
        RouteClass kind = RouteClass.of(request);
        Optional<Caller> caller = BearerFilter.caller(request);
        if (caller.isPresent()) {
            limits.takeOfUser(kind, caller.get().user().id());
        } else {
            limits.takeOfStranger(kind, address(request));
        }
    }

    private static Address address(HttpRequest<?> request) {
        return Address.of(RequestIds.incoming(request).address());
    }
}
