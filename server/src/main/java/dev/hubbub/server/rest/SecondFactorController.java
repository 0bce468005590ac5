package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.factor.SecondFactors;
import dev.hubbub.server.factor.SecondStep;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/// The second step of a sign-in. The challenge of the first stands in for a token.
@Controller("/api/v1/auth")
@ExecuteOn(TaskExecutors.VIRTUAL)
@Limited(RouteClass.SIGN_IN)
final class SecondFactorController {
    private final SecondFactors factors;
    private final SignInAnswers answers;

    SecondFactorController(SecondFactors factors, SignInAnswers answers) {
        this.factors = factors;
        this.answers = answers;
    }

    @Post("/second-factor")
    HttpResponse<byte[]> answer(HttpRequest<?> request, @Body byte @Nullable [] body) {
        TextFields fields = TextFields.read(body);
        boolean cookie = answers.wantCookie(request, fields);
        return switch (factors.answer(fields.need("challenge"), fields.need("code"), Devices.of(request))) {
            case SecondStep.Accepted(var signedIn) -> answers.to(request, HttpStatus.OK, signedIn, cookie);
            case SecondStep.WrongCode() -> FactorAnswers.wrongCode().response();
            case SecondStep.Stale() ->
                new Problem(
                                ErrorCode.UNAUTHENTICATED,
                                "this challenge is over; begin again with the password at POST /api/v1/login")
                        .response();
            case SecondStep.Later(long retryAfterMs) ->
                FactorAnswers.later(retryAfterMs).response();
        };
    }
}
