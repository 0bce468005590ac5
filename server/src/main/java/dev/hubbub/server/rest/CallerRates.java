package dev.hubbub.server.rest;

import dev.hubbub.server.command.Caller;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;

/// Refuses what comes too fast from one user, once [BearerFilter] knows who he is: before that all would count as
/// strangers.
@ServerFilter("/api/**")
@Order(BearerFilter.THE_TOKEN + 100)
final class CallerRates {
    private final RestLimits limits;

    CallerRates(RestLimits limits) {
        this.limits = limits;
    }

    @RequestFilter
    void count(HttpRequest<?> request) {
        RouteClass kind = RouteClass.of(request);
        Optional<Caller> caller = BearerFilter.caller(request);
        if (caller.isPresent()) {
            limits.takeOfUser(kind, caller.get().user().id());
        } else {
            limits.takeOfStranger(kind, AddressRates.address(request));
        }
    }
}
