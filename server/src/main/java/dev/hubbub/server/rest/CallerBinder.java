package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.account.Tokens;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.session.BearerToken;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Gives a route its [Caller], or refuses the request: a route that takes one cannot forget to check the token.
@Singleton
final class CallerBinder implements TypedRequestArgumentBinder<Caller> {
    private final Tokens tokens;
    private final RestLimits limits;

    CallerBinder(Tokens tokens, RestLimits limits) {
        this.tokens = tokens;
        this.limits = limits;
    }

    @Override
    public Argument<Caller> argumentType() {
        return Argument.of(Caller.class);
    }

    @Override
    public BindingResult<Caller> bind(ArgumentConversionContext<Caller> context, HttpRequest<?> request) {
        Caller caller = token(request)
                .flatMap(tokens::verify)
                .orElseThrow(
                        () -> new Refusal(
                                new Problem(
                                        ErrorCode.UNAUTHENTICATED,
                                        "this needs a valid access token: sign in with POST /api/v1/login, or renew it with POST /api/v1/refresh, and send Authorization: Bearer <accessToken>")));
        limits.takeCommand(caller.user().id());
        return () -> Optional.of(caller);
    }

    static Optional<String> token(HttpRequest<?> request) {
        return BearerToken.in(request.getHeaders().get("Authorization"));
    }
}
