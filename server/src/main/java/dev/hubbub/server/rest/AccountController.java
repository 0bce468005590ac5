package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.account.Accounts;
import dev.hubbub.server.account.Login;
import dev.hubbub.server.session.LoginSessions;
import dev.hubbub.server.session.SignedIn;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How one becomes a caller.
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.VIRTUAL)
final class AccountController {
    private final Accounts accounts;
    private final LoginSessions sessions;
    private final BrowserSession browser;
    private final SignInAnswers answers;

    AccountController(Accounts accounts, LoginSessions sessions, BrowserSession browser, SignInAnswers answers) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.browser = browser;
        this.answers = answers;
    }

    @Post("/login")
    @Limited(RouteClass.SIGN_IN)
    HttpResponse<byte[]> login(HttpRequest<?> request, @Body byte @Nullable [] body) {
        TextFields fields = TextFields.read(body);
        boolean cookie = answers.wantCookie(request, fields);
        return switch (accounts.login(fields.need("login"), fields.need("password"), Devices.of(request))) {
            case Login.Accepted(var signedIn) -> answers.to(request, HttpStatus.OK, signedIn, cookie);
            case Login.SecondFactorRequired(var asked) ->
                SignInAnswers.secondFactor(asked).response();
            case Login.BadCredentials() ->
                new Problem(ErrorCode.BAD_CREDENTIALS, "no account has this name and password; check both").response();
            case Login.TooManyAttempts(long retryAfterMs) ->
                SignInAnswers.tooManyAttempts(retryAfterMs).response();
            case Login.Busy(long retryAfterMs) ->
                SignInAnswers.busy(retryAfterMs).response();
        };
    }

    /// With the refresh token in the body, or in a browser's cookie and then with no body at all.
    @Post("/refresh")
    @Limited(RouteClass.RENEWAL)
    HttpResponse<byte[]> refresh(HttpRequest<?> request, @Body @Nullable String body) {
        TextFields fields = TextFields.read(Bodies.orNothing(body));
        Optional<String> kept = fields.has("refreshToken") ? Optional.empty() : browser.refreshToken(request);
        String token = kept.orElseGet(() -> fields.need("refreshToken"));
        Optional<SignedIn> next = sessions.refresh(token, Devices.of(request));
        if (next.isPresent()) {
            return answers.to(request, HttpStatus.OK, next.get(), kept.isPresent());
        }
        MutableHttpResponse<byte[]> over = new Problem(
                        ErrorCode.UNAUTHENTICATED, "this refresh token is not good any more; sign in again")
                .response();
        if (kept.isPresent()) {
            browser.forget(request, over);
        }
        return over;
    }
}
