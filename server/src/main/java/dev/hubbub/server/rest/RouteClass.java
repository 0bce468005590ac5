package dev.hubbub.server.rest;

import dev.hubbub.server.command.Scope;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.RouteAttributes;

/// Which limit a route falls under.
enum RouteClass {
    /// Takes a password, or whatever else somebody might guess.
    SIGN_IN,
    /// Takes a refresh token, which nobody guesses, and must come through while the neighbours sign in.
    RENEWAL,
    READING,
    WRITING,
    ADMINISTRATION;

    private static final String FOUND = "hubbub.routeClass";

    /// Found once for each request.
    static RouteClass of(HttpRequest<?> request) {
        return request.getAttribute(FOUND, RouteClass.class).orElseGet(() -> {
            RouteClass found = find(request);
            request.setAttribute(FOUND, found);
            return found;
        });
    }

    /// As [Limited] says on the route, or else as its scope and its method do.
    private static RouteClass find(HttpRequest<?> request) {
        AnnotationMetadata route = RouteAttributes.getRouteMatch(request)
                .map(match -> match.getAnnotationMetadata())
                .orElse(AnnotationMetadata.EMPTY_METADATA);
        return route.enumValue(Limited.class, RouteClass.class).orElseGet(() -> {
            if (route.enumValue(Needs.class, Scope.class)
                    .filter(Scope.ADMIN::equals)
                    .isPresent()) {
                return ADMINISTRATION;
            }
            HttpMethod method = request.getMethod();
            return method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS
                    ? READING
                    : WRITING;
        });
    }

    /// Whether those behind one address share what one user has, rather than have some of it each.
    boolean isSharedByAnAddress() {
        return this == SIGN_IN || this == RENEWAL;
    }
}
