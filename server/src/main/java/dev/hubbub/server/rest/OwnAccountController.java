package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.account.AccountChange;
import dev.hubbub.server.account.OwnAccount;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.db.UserChange;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/// One's own account. Whatever takes the password is limited like a sign-in.
@Controller("/api/v1/account")
@ExecuteOn(TaskExecutors.VIRTUAL)
final class OwnAccountController {
    private final OwnAccount account;
    private final BrowserSession browser;
    private final SignInAnswers answers;

    OwnAccountController(OwnAccount account, BrowserSession browser, SignInAnswers answers) {
        this.account = account;
        this.browser = browser;
        this.answers = answers;
    }

    @Get
    HttpResponse<byte[]> show(Caller caller) {
        return account.find(caller)
                .map(user -> Answers.json(HttpStatus.OK, UsersJson.of(user)))
                .orElseGet(() -> UserProblems.noSuchUser().response());
    }

    @Patch
    HttpResponse<byte[]> changeProfile(Caller caller, @Body byte @Nullable [] body) {
        String displayName = TextFields.read(body).need("displayName");
        return answer(account.changeDisplayName(caller, displayName), ErrorCode.NAME_TAKEN);
    }

    @Post("/password")
    @Limited(RouteClass.SIGN_IN)
    HttpResponse<byte[]> changePassword(Caller caller, HttpRequest<?> request, @Body byte @Nullable [] body) {
        TextFields fields = TextFields.read(body);
        boolean cookie = answers.wantCookie(request, fields);
        AccountChange change = account.changePassword(
                caller, fields.need("password"), fields.need("newPassword"), Devices.of(request));
        return change instanceof AccountChange.SignedInAgain(var signedIn)
                ? answers.to(request, HttpStatus.OK, signedIn, cookie)
                : answer(change, ErrorCode.INVALID);
    }

    @Put("/username")
    @Limited(RouteClass.SIGN_IN)
    HttpResponse<byte[]> changeUsername(Caller caller, HttpRequest<?> request, @Body byte @Nullable [] body) {
        TextFields fields = TextFields.read(body);
        return answer(
                account.changeUsername(caller, fields.need("password"), fields.need("username"), Devices.of(request)),
                ErrorCode.NAME_TAKEN);
    }

    @Put("/email")
    @Limited(RouteClass.SIGN_IN)
    HttpResponse<byte[]> changeEmail(Caller caller, HttpRequest<?> request, @Body byte @Nullable [] body) {
        TextFields fields = TextFields.read(body);
        return answer(
                account.changeEmail(caller, fields.need("password"), fields.need("email"), Devices.of(request)),
                ErrorCode.EMAIL_TAKEN);
    }

    @Post("/deactivate")
    @Limited(RouteClass.SIGN_IN)
    HttpResponse<byte[]> deactivate(Caller caller, HttpRequest<?> request, @Body byte @Nullable [] body) {
        String password = TextFields.read(body).need("password");
        return closed(request, account.deactivate(caller, password, Devices.of(request)));
    }

    @Post("/delete")
    @Limited(RouteClass.SIGN_IN)
    HttpResponse<byte[]> delete(Caller caller, HttpRequest<?> request, @Body byte @Nullable [] body) {
        String password = TextFields.read(body).need("password");
        return closed(request, account.delete(caller, password, Devices.of(request)));
    }

    private HttpResponse<byte[]> closed(HttpRequest<?> request, AccountChange change) {
        MutableHttpResponse<byte[]> answer = answer(change, ErrorCode.INVALID);
        if (change instanceof AccountChange.Closed) {
            browser.forget(request, answer);
        }
        return answer;
    }

    /// @param taken what is said when somebody else has it
    private static MutableHttpResponse<byte[]> answer(AccountChange change, ErrorCode taken) {
        return switch (change) {
            case AccountChange.Made(var user) -> Answers.json(HttpStatus.OK, UsersJson.of(user));
            case AccountChange.SignedInAgain(var signedIn) -> Answers.json(HttpStatus.OK, SignedInJson.write(signedIn));
            case AccountChange.Closed() -> HttpResponse.noContent();
            case AccountChange.WrongPassword() ->
                new Problem(ErrorCode.WRONG_PASSWORD, "this is not your password; nothing was changed").response();
            case AccountChange.TooManyAttempts(long retryAfterMs) ->
                SignInAnswers.tooManyAttempts(retryAfterMs).response();
            case AccountChange.Busy(long retryAfterMs) ->
                SignInAnswers.busy(retryAfterMs).response();
            case AccountChange.Invalid(String message) -> new Problem(ErrorCode.INVALID, message).response();
            case AccountChange.Not(UserChange.Taken _) ->
                new Problem(taken, "somebody else has this, or one that looks like it; choose another").response();
            case AccountChange.Not(UserChange why) -> UserProblems.of(why).response();
        };
    }
}
