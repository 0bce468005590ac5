package dev.hubbub.server.rest;

import dev.hubbub.server.account.Administrator;
import dev.hubbub.server.account.RoomAdministration;
import dev.hubbub.server.command.Reply;
import dev.hubbub.server.command.Scope;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// The server's rooms, for its administrators.
@Controller("/api/v1/admin/rooms")
@ExecuteOn(TaskExecutors.VIRTUAL)
@Needs(Scope.ADMIN)
final class AdministeredRoomsController {
    private final RoomAdministration rooms;

    AdministeredRoomsController(RoomAdministration rooms) {
        this.rooms = rooms;
    }

    @Get
    HttpResponse<byte[]> list(Administrator by, HttpRequest<?> request) {
        Query query = Query.of(request);
        return Answers.json(
                HttpStatus.OK,
                AdministeredRoomsJson.page(rooms.list(by, query.text("query"), query.text("after"), query.limit())));
    }

    @Delete("/{id}")
    HttpResponse<byte[]> delete(Administrator by, String id) {
        return switch (rooms.delete(by, Query.room(id))) {
            case Reply.Done _ -> HttpResponse.noContent();
            case Reply.Refused refused ->
                new Problem(refused.code(), refused.message(), refused.retryAfterMs()).response();
        };
    }
}
