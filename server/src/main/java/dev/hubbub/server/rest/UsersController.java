package dev.hubbub.server.rest;

import dev.hubbub.protocol.Role;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.account.Administrator;
import dev.hubbub.server.account.PasswordResets;
import dev.hubbub.server.account.UserAdministration;
import dev.hubbub.server.command.Scope;
import dev.hubbub.server.db.UserChange;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/// The server's users, for its administrators.
@Controller("/api/v1/admin/users")
@ExecuteOn(TaskExecutors.VIRTUAL)
@Needs(Scope.ADMIN)
final class UsersController {
    private final UserAdministration users;
    private final PasswordResets resets;

    UsersController(UserAdministration users, PasswordResets resets) {
        this.users = users;
        this.resets = resets;
    }

    @Get
    HttpResponse<byte[]> list(Administrator by, HttpRequest<?> request) {
        Query query = Query.of(request);
        return Answers.json(
                HttpStatus.OK, UsersJson.page(users.list(by, query.text("query"), query.text("after"), query.limit())));
    }

    @Get("/{id}")
    HttpResponse<byte[]> find(Administrator by, String id) {
        return answer(by, Query.user(id));
    }

    @Put("/{id}/role")
    HttpResponse<byte[]> changeRole(Administrator by, String id, @Body byte @Nullable [] body) {
        UserId user = Query.user(id);
        Role role = Role.ofWireName(TextFields.read(body).need("role"))
                .orElseThrow(() -> Refusal.invalid("role must be administrator, member or guest"));
        return answer(by, user, users.changeRole(by, user, role));
    }

    @Post("/{id}/deactivate")
    HttpResponse<byte[]> deactivate(Administrator by, String id) {
        UserId user = Query.user(id);
        return answer(by, user, users.deactivate(by, user));
    }

    @Post("/{id}/reactivate")
    HttpResponse<byte[]> reactivate(Administrator by, String id) {
        UserId user = Query.user(id);
        return answer(by, user, users.reactivate(by, user));
    }

    @Delete("/{id}")
    HttpResponse<byte[]> delete(Administrator by, String id) {
        UserChange change = users.delete(by, Query.user(id));
        return change instanceof UserChange.Ended
                ? HttpResponse.noContent()
                : UserProblems.of(change).response();
    }

    @Post("/{id}/password-reset")
    HttpResponse<byte[]> issueReset(Administrator by, String id) {
        return resets.issue(by, Query.user(id))
                .map(issued -> Answers.json(HttpStatus.CREATED, UsersJson.issued(issued)))
                .orElseGet(() -> UserProblems.noSuchUser().response());
    }

    @Delete("/{id}/sessions")
    HttpResponse<byte[]> endSessions(Administrator by, String id) {
        return users.endSessions(by, Query.user(id))
                ? HttpResponse.noContent()
                : UserProblems.noSuchUser().response();
    }

    private HttpResponse<byte[]> answer(Administrator by, UserId user, UserChange change) {
        return switch (change) {
            case UserChange.Ended _, UserChange.Done _ -> answer(by, user);
            case UserChange.NoSuchUser _, UserChange.LastAdministrator _, UserChange.Taken _, UserChange.Outdated _ ->
                UserProblems.of(change).response();
        };
    }

    private HttpResponse<byte[]> answer(Administrator by, UserId user) {
        return users.find(by, user)
                .map(found -> (HttpResponse<byte[]>) Answers.json(HttpStatus.OK, UsersJson.of(found)))
                .orElseGet(() -> UserProblems.noSuchUser().response());
    }
}
