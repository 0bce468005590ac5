package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.apitoken.Bearers;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Scope;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Gives a route its [Caller], or refuses the request: a route that takes one cannot forget to check the token,
/// nor what it is good for.
@Singleton
final class CallerBinder implements TypedRequestArgumentBinder<Caller> {
    @Override
    public Argument<Caller> argumentType() {
        return Argument.of(Caller.class);
    }

    @Override
    public BindingResult<Caller> bind(ArgumentConversionContext<Caller> context, HttpRequest<?> request) {
        Caller caller = caller(request);
        return () -> Optional.of(caller);
    }

    /// For whatever else a route may take that rests on a caller.
    ///
    /// @throws Refusal if nobody is behind the request, or his token is not good for its route
    Caller caller(HttpRequest<?> request) {
        Caller caller = BearerFilter.caller(request).orElseThrow(() -> stranger(request));
        Scope needed = RouteAttributes.getRouteMatch(request)
                .flatMap(route -> route.getAnnotationMetadata().enumValue(Needs.class, Scope.class))
                .orElse(Scope.ACCOUNT);
        if (!caller.may(needed)) {
            throw new Refusal(new Problem(ErrorCode.INSUFFICIENT_SCOPE, advice(needed)));
        }
        return caller;
    }

    private static Refusal stranger(HttpRequest<?> request) {
        boolean mistyped =
                BearerFilter.token(request).filter(Bearers::isMistyped).isPresent();
        return new Refusal(
                new Problem(
                        ErrorCode.UNAUTHENTICATED,
                        mistyped
                                ? "this is no whole API token: a character is wrong or missing; copy it again"
                                : "this needs a valid token: sign in with POST /api/v1/login, or renew with POST /api/v1/refresh, and send Authorization: Bearer <accessToken>, or an API token that was not revoked"));
    }

    private static String advice(Scope needed) {
        return needed == Scope.ACCOUNT
                ? "no API token may do this: sign in with POST /api/v1/login"
                : "this API token is not good for that; make one with the scope " + needed.wireName();
    }
}
