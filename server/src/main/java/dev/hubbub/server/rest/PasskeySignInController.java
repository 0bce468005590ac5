package dev.hubbub.server.rest;

import dev.hubbub.server.factor.PasskeyOutcome;
import dev.hubbub.server.factor.PasskeySignIns;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/// Sign-in by passkey: the browser is asked, and answers for a user whom nobody named.
@Controller("/api/v1/auth/passkey")
@ExecuteOn(TaskExecutors.VIRTUAL)
@Limited(RouteClass.SIGN_IN)
final class PasskeySignInController {
    private final PasskeySignIns signIns;
    private final SignInAnswers answers;

    PasskeySignInController(PasskeySignIns signIns, SignInAnswers answers) {
        this.signIns = signIns;
        this.answers = answers;
    }

    @Post("/options")
    HttpResponse<byte[]> begin(HttpRequest<?> request) {
        return PasskeyAnswers.of(new PasskeyOutcome.Asked(signIns.begin()));
    }

    @Post
    HttpResponse<byte[]> finish(HttpRequest<?> request, @Body byte @Nullable [] body) {
        boolean cookie = answers.wantCookie(request, TextFields.read(body));
        return switch (signIns.finish(PasskeyAnswers.credential(body), Devices.of(request))) {
            case PasskeyOutcome.Accepted(var signedIn) -> answers.to(request, HttpStatus.OK, signedIn, cookie);
            case PasskeyOutcome other -> PasskeyAnswers.of(other);
        };
    }
}
