package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.apitoken.ApiTokens;
import dev.hubbub.server.apitoken.Making;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Scope;
import dev.hubbub.server.session.SessionId;
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
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The caller's own API tokens.
@Controller("/api/v1/tokens")
@ExecuteOn(TaskExecutors.VIRTUAL)
@Needs(Scope.ACCOUNT)
final class ApiTokensController {
    private final ApiTokens tokens;

    ApiTokensController(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @Get
    HttpResponse<byte[]> list(Caller caller) {
        return Answers.json(
                HttpStatus.OK, ApiTokensJson.list(tokens.of(caller.user().id())));
    }

    @Post
    HttpResponse<byte[]> make(Caller caller, HttpRequest<?> request, @Body byte @Nullable [] body) {
        TextFields fields = TextFields.read(body);
        Instant end = fields.has("expiresAt") ? instant(fields.need("expiresAt")) : null;
        return switch (tokens.make(caller, fields.need("name"), fields.need("scope"), end, address(request))) {
            case Making.Made(var token, var text) -> Answers.json(HttpStatus.CREATED, ApiTokensJson.made(token, text));
            case Making.Invalid(var message) -> new Problem(ErrorCode.INVALID, message).response();
            case Making.NotAdministrator() ->
                new Problem(ErrorCode.FORBIDDEN, "only an administrator's token can have the scope admin").response();
            case Making.TooMany(int most) ->
                new Problem(ErrorCode.NOT_POSSIBLE, "you have %d tokens already; revoke one first".formatted(most))
                        .response();
        };
    }

    @Delete("/{id}")
    HttpResponse<byte[]> revoke(Caller caller, HttpRequest<?> request, String id) {
        boolean revoked = SessionId.parse(id)
                .filter(token -> tokens.revoke(caller.user().id(), token, address(request)))
                .isPresent();
        return revoked
                ? Answers.json(HttpStatus.OK, SessionsJson.ended(1))
                : new Problem(ErrorCode.NOT_FOUND, "you have no such token; GET /api/v1/tokens lists them").response();
    }

    private static @Nullable InetAddress address(HttpRequest<?> request) {
        return Devices.of(request).address();
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw Refusal.invalid("expiresAt must be a time like 2026-11-24T01:02:03Z");
        }
    }
}
