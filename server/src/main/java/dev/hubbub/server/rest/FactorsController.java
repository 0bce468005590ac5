package dev.hubbub.server.rest;

import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Scope;
import dev.hubbub.server.factor.Authenticators;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/// The caller's own authenticator app and recovery codes.
@Controller("/api/v1/factors")
@ExecuteOn(TaskExecutors.VIRTUAL)
@Needs(Scope.ACCOUNT)
final class FactorsController {
    private final Authenticators authenticators;

    FactorsController(Authenticators authenticators) {
        this.authenticators = authenticators;
    }

    @Get
    HttpResponse<byte[]> show(Caller caller) {
        return Answers.json(
                HttpStatus.OK,
                FactorAnswers.status(authenticators.of(caller.user().id())));
    }

    @Post("/totp")
    @Limited(RouteClass.SIGN_IN)
    HttpResponse<byte[]> begin(Caller caller, HttpRequest<?> request, @Body byte @Nullable [] body) {
        TextFields fields = TextFields.read(body);
        return FactorAnswers.of(authenticators.begin(caller.user(), fields.need("password"), Devices.of(request)));
    }

    @Post("/totp/confirm")
    @Limited(RouteClass.SIGN_IN)
    HttpResponse<byte[]> confirm(Caller caller, HttpRequest<?> request, @Body byte @Nullable [] body) {
        TextFields fields = TextFields.read(body);
        return FactorAnswers.of(authenticators.confirm(caller.user().id(), fields.need("code"), Devices.of(request)));
    }

    @Post("/totp/off")
    @Limited(RouteClass.SIGN_IN)
    HttpResponse<byte[]> off(Caller caller, HttpRequest<?> request, @Body byte @Nullable [] body) {
        TextFields fields = TextFields.read(body);
        return FactorAnswers.of(authenticators.off(
                caller.user().id(), fields.need("password"), fields.need("code"), Devices.of(request)));
    }

    @Post("/recovery-codes")
    @Limited(RouteClass.SIGN_IN)
    HttpResponse<byte[]> renew(Caller caller, HttpRequest<?> request, @Body byte @Nullable [] body) {
        TextFields fields = TextFields.read(body);
        return FactorAnswers.of(authenticators.renewRecoveryCodes(
                caller.user().id(), fields.need("password"), fields.need("code"), Devices.of(request)));
    }
}
