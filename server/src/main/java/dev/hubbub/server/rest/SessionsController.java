package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.account.Tokens;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Scope;
import dev.hubbub.server.session.EndReason;
import dev.hubbub.server.session.LoginSessions;
import dev.hubbub.server.session.SessionId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/// Where one is signed in, and how one ends it.
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.VIRTUAL)
@Needs(Scope.ACCOUNT)
final class SessionsController {
    private final LoginSessions sessions;
    private final BrowserSession browser;
    private final Tokens tokens;

    SessionsController(LoginSessions sessions, BrowserSession browser, Tokens tokens) {
        this.sessions = sessions;
        this.browser = browser;
        this.tokens = tokens;
    }

    @Get("/sessions")
    HttpResponse<byte[]> list(Caller caller) {
        return Answers.json(
                HttpStatus.OK, SessionsJson.list(sessions.of(caller.user().id()), caller.session()));
    }

    /// All but the one that asks.
    @Delete("/sessions")
    HttpResponse<byte[]> endOthers(Caller caller) {
        int ended = sessions.endOthers(caller.user().id(), caller.session());
        return Answers.json(HttpStatus.OK, SessionsJson.ended(ended));
    }

    @Delete("/sessions/{id}")
    HttpResponse<byte[]> end(Caller caller, String id) {
        boolean ended = SessionId.parse(id)
                .filter(session -> sessions.end(caller.user().id(), session, EndReason.ENDED_BY_USER))
                .isPresent();
        return ended
                ? Answers.json(HttpStatus.OK, SessionsJson.ended(1))
                : new Problem(ErrorCode.NOT_FOUND, "you have no such session; GET /api/v1/sessions lists them")
                        .response();
    }

    /// Takes an access token, or a browser's cookie, and works with a token that nobody accepts any more:
    /// whoever wants to be signed out is.
    @Post("/logout")
    @Limited(RouteClass.RENEWAL)
    HttpResponse<byte[]> logout(HttpRequest<?> request) {
        Optional<Caller> caller = BearerFilter.token(request).flatMap(tokens::verify);
        Optional<String> refreshToken = browser.refreshToken(request);
        caller.ifPresent(known -> sessions.signOut(known.user().id(), known.session()));
        refreshToken.ifPresent(sessions::signOut);
        int ended = caller.isPresent() || refreshToken.isPresent() ? 1 : 0;
        MutableHttpResponse<byte[]> response = Answers.json(HttpStatus.OK, SessionsJson.ended(ended));
        browser.forget(request, response);
        return response;
    }
}
