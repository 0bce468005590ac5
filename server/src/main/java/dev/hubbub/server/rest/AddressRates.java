package dev.hubbub.server.rest;

import dev.hubbub.server.limit.Address;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;

/// Refuses what comes too fast from one address, before [BearerFilter] looks at its token: that may cost a query.
@ServerFilter("/api/**")
@Order(BearerFilter.THE_TOKEN - 100)
final class AddressRates {
    private final RestLimits limits;

    AddressRates(RestLimits limits) {
        this.limits = limits;
    }

    @RequestFilter
    void count(HttpRequest<?> request) {
        limits.takeOfAddress(RouteClass.of(request), address(request));
    }

    static Address address(HttpRequest<?> request) {
        return Address.of(RequestIds.incoming(request).address());
    }
}
