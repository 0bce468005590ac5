package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.account.PasswordResets;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/// A new password without the old one.
@Controller("/api/v1/password-reset")
@ExecuteOn(TaskExecutors.VIRTUAL)
@Limited(RouteClass.SIGN_IN)
final class PasswordResetController {
    private static final long BUSY_RETRY_MS = 60_000;

    private final PasswordResets resets;

    PasswordResetController(PasswordResets resets) {
        this.resets = resets;
    }

    @Post
    HttpResponse<byte[]> ask(HttpRequest<?> request, @Body byte @Nullable [] body) {
        return switch (resets.ask(TextFields.read(body).need("email"))) {
            case TAKEN -> HttpResponse.accepted();
            case NO_MAIL ->
                new Problem(
                                ErrorCode.NOT_POSSIBLE,
                                "this server sends no mail; ask an administrator for a token to set a new password with")
                        .response();
            case BUSY ->
                new Problem(ErrorCode.OVERLOADED, "too many mails wait to be sent; try again later", BUSY_RETRY_MS)
                        .response();
        };
    }

    @Post("/confirm")
    HttpResponse<byte[]> redeem(HttpRequest<?> request, @Body byte @Nullable [] body) {
        TextFields fields = TextFields.read(body);
        return switch (resets.redeem(fields.need("token"), fields.need("newPassword"), Devices.of(request))) {
            case PasswordResets.Redemption.Done() -> HttpResponse.noContent();
            case PasswordResets.Redemption.BadToken() ->
                new Problem(ErrorCode.BAD_TOKEN, "this token is not good, was used, or has expired; ask for another")
                        .response();
            case PasswordResets.Redemption.Invalid(String message) ->
                new Problem(ErrorCode.INVALID, message).response();
            case PasswordResets.Redemption.Busy(long retryAfterMs) ->
                SignInAnswers.busy(retryAfterMs).response();
        };
    }
}
