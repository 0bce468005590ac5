package dev.hubbub.server.rest;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.server.db.Database;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;

/// For what watches over the server: `live` says that it need not be restarted, `ready` that it can serve.
@Controller("/health")
final class HealthController {
    private static final byte[] UP = "{\"status\":\"up\"}".getBytes(StandardCharsets.US_ASCII);

    private final Database database;

    HealthController(Database database) {
        this.database = database;
    }

    @Get("/live")
    HttpResponse<byte[]> live() {
        return Answers.json(HttpStatus.OK, UP);
    }

    @Get("/ready")
    @ExecuteOn(TaskExecutors.VIRTUAL)
    HttpResponse<byte[]> ready() {
        return database.answers()
                ? Answers.json(HttpStatus.OK, UP)
                : new Problem(ErrorCode.UNAVAILABLE, "the database does not answer").response();
    }
}
