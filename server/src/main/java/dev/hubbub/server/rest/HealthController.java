package dev.hubbub.server.rest;

import dev.hubbub.server.status.Condition;
import dev.hubbub.server.status.Health;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;

/// For what watches over the server: `live` says that it need not be restarted, `ready` that it can serve. One that
/// is degraded can: taking it out of service would only make it worse for the others.
@Controller("/health")
final class HealthController {
    private static final byte[] UP = "{\"status\":\"up\"}".getBytes(StandardCharsets.US_ASCII);

    private final Health health;

    HealthController(Health health) {
        this.health = health;
    }

    @Get("/live")
    HttpResponse<byte[]> live() {
        return Answers.json(HttpStatus.OK, UP);
    }

    @Get("/ready")
    @ExecuteOn(TaskExecutors.VIRTUAL)
    HttpResponse<byte[]> ready() {
        Health.Report report = health.look();
        HttpStatus status = report.condition() == Condition.DOWN ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK;
        return Answers.json(status, StatusJson.ready(report));
    }
}
