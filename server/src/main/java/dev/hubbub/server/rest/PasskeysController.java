package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Scope;
import dev.hubbub.server.factor.Passkeys;
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
import org.jspecify.annotations.Nullable;

/// The caller's own passkeys.
@Controller("/api/v1/passkeys")
@ExecuteOn(TaskExecutors.VIRTUAL)
@Needs(Scope.ACCOUNT)
final class PasskeysController {
    private final Passkeys passkeys;

    PasskeysController(Passkeys passkeys) {
        this.passkeys = passkeys;
    }

    @Get
    HttpResponse<byte[]> list(Caller caller) {
        return Answers.json(
                HttpStatus.OK, PasskeyAnswers.list(passkeys.of(caller.user().id())));
    }

    @Post("/options")
    @Limited(RouteClass.SIGN_IN)
    HttpResponse<byte[]> begin(Caller caller, HttpRequest<?> request, @Body byte @Nullable [] body) {
        TextFields fields = TextFields.read(body);
        return PasskeyAnswers.of(passkeys.begin(caller.user().id(), fields.need("password"), Devices.of(request)));
    }

    @Post
    HttpResponse<byte[]> add(Caller caller, HttpRequest<?> request, @Body byte @Nullable [] body) {
        return PasskeyAnswers.of(passkeys.add(
                caller.user().id(),
                TextFields.read(body).need("name"),
                PasskeyAnswers.credential(body),
                Devices.of(request)));
    }

    @Delete("/{id}")
    HttpResponse<byte[]> remove(Caller caller, HttpRequest<?> request, String id) {
        boolean removed = UserId.parse(id)
                .filter(key -> passkeys.remove(caller.user().id(), key.value(), Devices.of(request)))
                .isPresent();
        return removed
                ? Answers.json(HttpStatus.OK, SessionsJson.ended(1))
                : new Problem(ErrorCode.NOT_FOUND, "you have no such passkey; GET /api/v1/passkeys lists them")
                        .response();
    }
}
