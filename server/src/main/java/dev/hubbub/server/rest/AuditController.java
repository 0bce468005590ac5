package dev.hubbub.server.rest;

import dev.hubbub.server.account.Administrator;
import dev.hubbub.server.command.Scope;
import dev.hubbub.server.db.AuditTable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// What was done on this server, for its administrators.
@Controller("/api/v1/admin/audit")
@ExecuteOn(TaskExecutors.VIRTUAL)
@Needs(Scope.ADMIN)
final class AuditController {
    private final AuditTable table;

    AuditController(AuditTable table) {
        this.table = table;
    }

    @Get
    HttpResponse<byte[]> list(Administrator by, HttpRequest<?> request) {
        return Answers.json(
                HttpStatus.OK, AuditJson.page(table.page(Query.of(request).audit())));
    }
}
