package dev.hubbub.server.rest;

import dev.hubbub.server.account.Administrator;
import dev.hubbub.server.command.Scope;
import dev.hubbub.server.status.Health;
import dev.hubbub.server.status.ServerStatus;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// How the server does, for its administrators.
@Controller("/api/v1/status")
@ExecuteOn(TaskExecutors.VIRTUAL)
@Needs(Scope.ADMIN)
final class StatusController {
    private final ServerStatus status;
    private final Health health;

    StatusController(ServerStatus status, Health health) {
        this.status = status;
        this.health = health;
    }

    @Get
    HttpResponse<byte[]> status(Administrator by) {
        return Answers.json(HttpStatus.OK, StatusJson.of(status, health.look()));
    }
}
