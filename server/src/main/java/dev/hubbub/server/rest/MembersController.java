package dev.hubbub.server.rest;

import dev.hubbub.protocol.Command;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Scope;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Who is in a room, and how one gets in and out.
@Controller("/api/v1/rooms")
final class MembersController {
    private final Answers answers;

    MembersController(Answers answers) {
        this.answers = answers;
    }

    @Post("/join")
    @Needs(Scope.WRITE)
    CompletionStage<HttpResponse<byte[]>> joinByName(Caller caller, @Body byte @Nullable [] body) {
        return answers.to(caller, Bodies.read(Command.JoinRoom.class, body, "join_room", null));
    }

    @Post("/{id}/join")
    @Needs(Scope.WRITE)
    CompletionStage<HttpResponse<byte[]>> join(Caller caller, String id, @Body @Nullable String body) {
        return answers.to(
                caller, Bodies.read(Command.JoinRoom.class, Bodies.orNothing(body), "join_room", Query.room(id)));
    }

    @Post("/{id}/leave")
    @Needs(Scope.WRITE)
    CompletionStage<HttpResponse<byte[]>> leave(Caller caller, String id, @Body @Nullable String body) {
        return answers.to(
                caller, Bodies.read(Command.LeaveRoom.class, Bodies.orNothing(body), "leave_room", Query.room(id)));
    }

    @Get("/{id}/members")
    @Needs(Scope.READ)
    CompletionStage<HttpResponse<byte[]>> list(Caller caller, String id, HttpRequest<?> request) {
        Query query = Query.of(request);
        return answers.to(
                caller, new Command.ListMembers(query.ref(), Query.room(id), query.text("after"), query.limit()));
    }

    @Delete("/{id}/members/{user}")
    @Needs(Scope.WRITE)
    CompletionStage<HttpResponse<byte[]>> remove(Caller caller, String id, String user, HttpRequest<?> request) {
        return answers.to(caller, new Command.RemoveMember(Query.of(request).ref(), Query.room(id), Query.user(user)));
    }
}
