package dev.hubbub.server.rest;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.HistoryQuery;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.Scope;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What is said in a room: posting, reading back, and how far one has read.
@Controller("/api/v1/rooms/{id}")
final class MessagesController {
    private final Answers answers;

    MessagesController(Answers answers) {
        this.answers = answers;
    }

    @Get("/messages")
    @Needs(Scope.READ)
    CompletionStage<HttpResponse<byte[]>> history(Caller caller, String id, HttpRequest<?> request) {
        Query query = Query.of(request);
        return answers.to(caller, new Command.History(query.ref(), Query.room(id), query.history()));
    }

    @Post("/messages")
    @Needs(Scope.WRITE)
    CompletionStage<HttpResponse<byte[]>> post(Caller caller, String id, @Body byte @Nullable [] body) {
        return answers.to(caller, Bodies.read(Command.Post.class, body, "post", Query.room(id)), HttpStatus.CREATED);
    }

    /// The log from the event after `after` on, without filters: how a program without WebSocket keeps up.
    @Get("/events")
    @Needs(Scope.READ)
    CompletionStage<HttpResponse<byte[]>> events(Caller caller, String id, HttpRequest<?> request) {
        Query query = Query.of(request);
        Long after = query.seq("after");
        return answers.to(
                caller,
                new Command.History(
                        query.ref(), Query.room(id), HistoryQuery.after(after == null ? 0 : after, query.limit())));
    }

    @Post("/read")
    @Needs(Scope.WRITE)
    CompletionStage<HttpResponse<byte[]>> read(Caller caller, String id, @Body byte @Nullable [] body) {
        return answers.to(caller, Bodies.read(Command.MarkRead.class, body, "read", Query.room(id)));
    }
}
