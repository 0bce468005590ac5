package dev.hubbub.server.rest;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/// For operators.
@Controller("/health")
final class HealthController {
    @Get("/live")
    HttpResponse<String> live() {
        return HttpResponse.ok("{\"status\":\"up\"}");
    }
}
