package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.account.Accounts;
import dev.hubbub.server.account.Registration;
import dev.hubbub.server.account.RegistrationForm;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/// How one gets an account.
@Controller("/api/v1/register")
@ExecuteOn(TaskExecutors.VIRTUAL)
@Limited(RouteClass.SIGN_IN)
final class RegistrationController {
    private final Accounts accounts;
    private final SignInAnswers answers;

    RegistrationController(Accounts accounts, SignInAnswers answers) {
        this.accounts = accounts;
        this.answers = answers;
    }

    @Post
    HttpResponse<byte[]> register(HttpRequest<?> request, @Body byte @Nullable [] body) {
        TextFields fields = TextFields.read(body);
        boolean cookie = answers.wantCookie(request, fields);
        RegistrationForm form = new RegistrationForm(
                fields.need("username"),
                fields.need("email"),
                fields.need("password"),
                fields.find("setupToken"),
                fields.find("invitation"));
        return switch (accounts.register(form, Devices.of(request))) {
            case Registration.Registered(var signedIn) -> answers.to(request, HttpStatus.CREATED, signedIn, cookie);
            case Registration.Refused(var why) -> problem(why).response();
        };
    }

    private static Problem problem(Registration.Refusal why) {
        return switch (why) {
            case Registration.Invalid(var message) -> new Problem(ErrorCode.INVALID, message);
            case Registration.UsernameTaken() ->
                new Problem(
                        ErrorCode.NAME_TAKEN,
                        "this username, or one that looks like it, is in use; choose another, or sign in if it is yours");
            case Registration.EmailTaken() ->
                new Problem(ErrorCode.EMAIL_TAKEN, "there is an account with this e-mail address; sign in with it");
            case Registration.SetUpFirst() ->
                new Problem(
                        ErrorCode.SETUP_REQUIRED,
                        "this server has no administrator yet; register with the setupToken that it printed when it started, or that its operator set as HUBBUB_SETUP_TOKEN");
            case Registration.BadSetupToken() ->
                new Problem(
                        ErrorCode.BAD_TOKEN,
                        "this setupToken is not good, or was used; start the server again to have another printed, if it has no administrator yet");
            case Registration.InvitationNeeded() ->
                new Problem(
                        ErrorCode.INVITATION_REQUIRED,
                        "this server takes whoever has an invitation; ask an administrator for one");
            case Registration.BadInvitation() ->
                new Problem(
                        ErrorCode.BAD_TOKEN,
                        "this invitation is not good, or not any more; ask an administrator for another");
            case Registration.Closed() ->
                new Problem(ErrorCode.REGISTRATION_CLOSED, "this server takes no new accounts");
            case Registration.Busy(long retryAfterMs) -> SignInAnswers.busy(retryAfterMs);
        };
    }
}
