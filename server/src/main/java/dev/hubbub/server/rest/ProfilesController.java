package dev.hubbub.server.rest;

import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Scope;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.User;
import dev.hubbub.server.db.Users;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// What users show of themselves to each other. Everybody is in the global room, so whoever has signed in may ask.
@Controller("/api/v1/users")
@ExecuteOn(TaskExecutors.VIRTUAL)
final class ProfilesController {
    private final Users users;

    ProfilesController(Database database) {
        users = new Users(database);
    }

    @Get("/{id}")
    @Needs(Scope.READ)
    HttpResponse<byte[]> show(Caller caller, String id) {
        return users.findById(Query.user(id))
                .map(user -> Answers.json(HttpStatus.OK, json(user)))
                .orElseGet(() -> UserProblems.noSuchUser().response());
    }

    private static byte[] json(User user) {
        return JsonBody.object(json -> {
            json.writeStringField("id", user.id().toString());
            json.writeStringField("username", user.username());
            json.writeStringField("displayName", user.displayName());
        });
    }
}
