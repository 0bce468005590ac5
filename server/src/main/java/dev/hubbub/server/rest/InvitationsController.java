package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.Role;
import dev.hubbub.server.account.Invitations;
import dev.hubbub.server.account.Inviter;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Scope;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How one lets others in.
@Controller("/api/v1/invitations")
@ExecuteOn(TaskExecutors.VIRTUAL)
@Needs(Scope.ADMIN)
final class InvitationsController {
    private static final int WEEK_HOURS = 24 * 7;

    private final Invitations invitations;

    InvitationsController(Invitations invitations) {
        this.invitations = invitations;
    }

    @Post
    HttpResponse<byte[]> make(Caller caller, @Body @Nullable String body) {
        Inviter inviter = inviter(caller);
        TextFields fields = TextFields.read(Bodies.orNothing(body));
        String note = fields.find("note");
        var terms = new Invitations.Terms(
                role(fields.find("role")),
                fields.number("uses", 1, 1, Invitations.MOST_USES),
                Duration.ofHours(fields.number("expiresInHours", WEEK_HOURS, 1, Invitations.MOST_HOURS)),
                note == null ? "" : note.strip());
        return switch (invitations.make(inviter, terms)) {
            case Invitations.Result.Made(var invitation, String secret) ->
                Answers.json(HttpStatus.CREATED, InvitationsJson.made(invitation, secret, invitations.now()));
            case Invitations.Result.Invalid(String message) -> new Problem(ErrorCode.INVALID, message).response();
            case Invitations.Result.TooMany(int most) ->
                new Problem(ErrorCode.NOT_POSSIBLE, "you have %d open invitations; revoke one first".formatted(most))
                        .response();
        };
    }

    @Get
    HttpResponse<byte[]> list(Caller caller, HttpRequest<?> request) {
        Query query = Query.of(request);
        var page = invitations.list(inviter(caller), query.seq("after"), query.limit());
        return Answers.json(HttpStatus.OK, InvitationsJson.page(page, invitations.now()));
    }

    @Delete("/{id}")
    HttpResponse<byte[]> revoke(Caller caller, String id) {
        Inviter inviter = inviter(caller);
        boolean revoked =
                Query.id(id).filter(known -> invitations.revoke(inviter, known)).isPresent();
        return revoked
                ? HttpResponse.noContent()
                : new Problem(ErrorCode.NOT_FOUND, "there is no such invitation that you could revoke").response();
    }

    private Inviter inviter(Caller caller) {
        return invitations
                .inviter(caller)
                .orElseThrow(() -> new Refusal(new Problem(
                        ErrorCode.FORBIDDEN, "you may not invite others here; ask an administrator to do it")));
    }

    private static Role role(@Nullable String name) {
        return name == null
                ? Role.MEMBER
                : Role.ofWireName(name).orElseThrow(() -> Refusal.invalid("role must be member or guest"));
    }
}
