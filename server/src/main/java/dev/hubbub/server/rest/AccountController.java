package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.account.Accounts;
import dev.hubbub.server.account.Login;
import dev.hubbub.server.account.Registration;
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

/// How one becomes a caller: the only routes that take no token.
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.VIRTUAL)
final class AccountController {
    private final Accounts accounts;
    private final LoginSessions sessions;
    private final BrowserSession browser;
    private final RestLimits limits;

    AccountController(Accounts accounts, LoginSessions sessions, BrowserSession browser, RestLimits limits) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.browser = browser;
        this.limits = limits;
    }

    @Post("/register")
    HttpResponse<byte[]> register(HttpRequest<?> request, @Body byte @Nullable [] body) {
        limits.takeSignIn(request.getRemoteAddress());
        TextFields fields = TextFields.read(body);
        boolean cookie = wantsCookie(request, fields);
        return switch (accounts.register(
                fields.need("username"), fields.need("email"), fields.need("password"), Devices.of(request))) {
            case Registration.Registered(var signedIn) -> answer(HttpStatus.CREATED, signedIn, request, cookie);
            case Registration.Invalid(var message) -> new Problem(ErrorCode.INVALID, message).response();
            case Registration.UsernameTaken() ->
                new Problem(ErrorCode.NAME_TAKEN, "this username is in use; choose another, or sign in if it is yours")
                        .response();
            case Registration.EmailTaken() ->
                new Problem(ErrorCode.EMAIL_TAKEN, "there is an account with this e-mail address; sign in with it")
                        .response();
            case Registration.Busy(long retryAfterMs) -> busy(retryAfterMs);
        };
    }

    @Post("/login")
    HttpResponse<byte[]> login(HttpRequest<?> request, @Body byte @Nullable [] body) {
        limits.takeSignIn(request.getRemoteAddress());
        TextFields fields = TextFields.read(body);
        boolean cookie = wantsCookie(request, fields);
        return switch (accounts.login(fields.need("login"), fields.need("password"), Devices.of(request))) {
            case Login.Accepted(var signedIn) -> answer(HttpStatus.OK, signedIn, request, cookie);
            case Login.BadCredentials() ->
                new Problem(ErrorCode.BAD_CREDENTIALS, "no account has this name and password; check both").response();
            case Login.Busy(long retryAfterMs) -> busy(retryAfterMs);
        };
    }

    /// With the refresh token in the body, or in a browser's cookie and then with no body at all.
    @Post("/refresh")
    HttpResponse<byte[]> refresh(HttpRequest<?> request, @Body @Nullable String body) {
        TextFields fields = TextFields.read(Bodies.orNothing(body));
        Optional<String> kept = fields.has("refreshToken") ? Optional.empty() : browser.refreshToken(request);
        String token = kept.orElseGet(() -> fields.need("refreshToken"));
        Optional<SignedIn> next = sessions.refresh(token, Devices.of(request));
        if (next.isPresent()) {
            return answer(HttpStatus.OK, next.get(), request, kept.isPresent());
        }
        MutableHttpResponse<byte[]> over = new Problem(
                        ErrorCode.UNAUTHENTICATED, "this refresh token is not good any more; sign in again")
                .response();
        if (kept.isPresent()) {
            browser.forget(request, over);
        }
        return over;
    }

    private boolean wantsCookie(HttpRequest<?> request, TextFields fields) {
        boolean wanted = fields.flag("cookie");
        if (wanted) {
            browser.requireOurPage(request);
        }
        return wanted;
    }

    private HttpResponse<byte[]> answer(HttpStatus status, SignedIn signedIn, HttpRequest<?> request, boolean cookie) {
        if (!cookie) {
            return Answers.json(status, SignedInJson.write(signedIn));
        }
        MutableHttpResponse<byte[]> response =
                Answers.json(status, SignedInJson.write(signedIn, browser.csrfToken(signedIn)));
        browser.keep(signedIn, request, response);
        return response;
    }

    private static HttpResponse<byte[]> busy(long retryAfterMs) {
        return new Problem(
                        ErrorCode.OVERLOADED,
                        "too many people are signing in; try again in %d ms".formatted(retryAfterMs),
                        retryAfterMs)
                .response();
    }
}
