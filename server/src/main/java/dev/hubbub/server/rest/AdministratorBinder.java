package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.account.Administrator;
import dev.hubbub.server.command.Caller;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Gives a route the [Administrator] who asks, or refuses the request: after [CallerBinder], whose checks come first.
@Singleton
final class AdministratorBinder implements TypedRequestArgumentBinder<Administrator> {
    private static final Argument<Caller> CALLER = Argument.of(Caller.class);

    private final CallerBinder callers;

    AdministratorBinder(CallerBinder callers) {
        this.callers = callers;
    }

    @Override
    public Argument<Administrator> argumentType() {
        return Argument.of(Administrator.class);
    }

    @Override
    public BindingResult<Administrator> bind(ArgumentConversionContext<Administrator> context, HttpRequest<?> request) {
        Administrator administrator = callers.bind(ConversionContext.of(CALLER), request)
                .getValue()
                .flatMap(Administrator::of)
                .orElseThrow(() ->
                        new Refusal(new Problem(ErrorCode.FORBIDDEN, "this is for administrators of the server")));
        return () -> Optional.of(administrator);
    }
}
