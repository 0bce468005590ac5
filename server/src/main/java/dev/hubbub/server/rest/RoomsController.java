package dev.hubbub.server.rest;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.Pieces;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.RoomView;
import dev.hubbub.server.command.Scope;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The directory of rooms, and each room.
@Controller("/api/v1/rooms")
final class RoomsController {
    private final Answers answers;
    private final RoomView view;

    RoomsController(Answers answers, RoomView view) {
        this.answers = answers;
        this.view = view;
    }

    @Get
    @Needs(Scope.READ)
    CompletionStage<HttpResponse<byte[]>> list(Caller caller, HttpRequest<?> request) {
        Query query = Query.of(request);
        return answers.to(
                caller, new Command.ListRooms(query.ref(), query.text("query"), query.text("after"), query.limit()));
    }

    @Post
    @Needs(Scope.WRITE)
    CompletionStage<HttpResponse<byte[]>> create(Caller caller, @Body byte @Nullable [] body) {
        return answers.to(caller, Bodies.read(Command.CreateRoom.class, body, "create_room", null), HttpStatus.CREATED);
    }

    @Get("/{id}")
    @Needs(Scope.READ)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    HttpResponse<byte[]> show(Caller caller, String id) {
        RoomId room = Query.room(id);
        return switch (view.of(caller, room)) {
            case RoomView.Seen seen -> Answers.json(HttpStatus.OK, Pieces.roomState(seen.room()));
            case RoomView.Hidden hidden -> new Problem(hidden.code(), hidden.message()).response();
        };
    }

    @Patch("/{id}")
    @Needs(Scope.WRITE)
    CompletionStage<HttpResponse<byte[]>> rename(Caller caller, String id, @Body byte @Nullable [] body) {
        return answers.to(caller, Bodies.read(Command.RenameRoom.class, body, "rename_room", Query.room(id)));
    }

    @Put("/{id}/topic")
    @Needs(Scope.WRITE)
    CompletionStage<HttpResponse<byte[]>> setTopic(Caller caller, String id, @Body byte @Nullable [] body) {
        return answers.to(caller, Bodies.read(Command.SetTopic.class, body, "set_topic", Query.room(id)));
    }

    @Delete("/{id}")
    @Needs(Scope.WRITE)
    CompletionStage<HttpResponse<byte[]>> delete(Caller caller, String id, HttpRequest<?> request) {
        return answers.to(caller, new Command.DeleteRoom(Query.of(request).ref(), Query.room(id)));
    }
}
