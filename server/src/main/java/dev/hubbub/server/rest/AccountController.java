package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.account.Accounts;
import dev.hubbub.server.account.Login;
import dev.hubbub.server.account.Registration;
import dev.hubbub.server.session.LoginSessions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/// How one becomes a caller: the only routes that take no token.
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.VIRTUAL)
final class AccountController {
    private final Accounts accounts;
    private final LoginSessions sessions;
    private final RestLimits limits;

    AccountController(Accounts accounts, LoginSessions sessions, RestLimits limits) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.limits = limits;
    }

    @Post("/register")
    HttpResponse<byte[]> register(HttpRequest<?> request, @Body byte @Nullable [] body) {
        limits.takeSignIn(request.getRemoteAddress());
        TextFields fields = TextFields.read(body);
        return switch (accounts.register(
                fields.need("username"), fields.need("email"), fields.need("password"), Devices.of(request))) {
            case Registration.Registered(var signedIn) ->
                Answers.json(HttpStatus.CREATED, SignedInJson.write(signedIn));
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
        return switch (accounts.login(fields.need("login"), fields.need("password"), Devices.of(request))) {
            case Login.Accepted(var signedIn) -> Answers.json(HttpStatus.OK, SignedInJson.write(signedIn));
            case Login.BadCredentials() ->
                new Problem(ErrorCode.BAD_CREDENTIALS, "no account has this name and password; check both").response();
            case Login.Busy(long retryAfterMs) -> busy(retryAfterMs);
        };
    }

    @Post("/refresh")
    HttpResponse<byte[]> refresh(HttpRequest<?> request, @Body byte @Nullable [] body) {
        TextFields fields = TextFields.read(body);
        return sessions.refresh(fields.need("refreshToken"), Devices.of(request))
                .map(signedIn -> Answers.json(HttpStatus.OK, SignedInJson.write(signedIn)))
                .orElseGet(() -> new Problem(
                                ErrorCode.UNAUTHENTICATED, "this refresh token is not good any more; sign in again")
                        .response());
    }

    private static HttpResponse<byte[]> busy(long retryAfterMs) {
        return new Problem(
                        ErrorCode.OVERLOADED,
                        "too many people are signing in; try again in %d ms".formatted(retryAfterMs),
                        retryAfterMs)
                .response();
    }
}
