package dev.hubbub.server.rest;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;

/// What Prometheus scrapes.
@Controller("/metrics")
final class MetricsController {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    MetricsController(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    @Get(produces = TYPE)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    HttpResponse<byte[]> scrape() {
        return HttpResponse.ok(registry.scrape(TYPE).getBytes(StandardCharsets.UTF_8))
                .header("Content-Type", TYPE);
    }
}
