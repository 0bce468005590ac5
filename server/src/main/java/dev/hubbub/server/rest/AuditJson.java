package dev.hubbub.server.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Pieces;
import dev.hubbub.server.audit.AuditRow;
import dev.hubbub.server.db.Page;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The audit log as administrators see it.
final class AuditJson {
    private AuditJson() {}

    static byte[] page(Page<AuditRow> page) {
        return JsonBody.object(json -> {
            JsonBody.objects(json, "entries", page.items(), AuditJson::fields);
            if (page.next() != null) {
                json.writeStringField("next", page.next());
            }
        });
    }

    private static void fields(JsonGenerator json, AuditRow row) throws IOException {
        json.writeStringField("id", Long.toString(row.no()));
        json.writeStringField("at", row.at().toString());
        json.writeStringField("action", row.action());
        Person who = row.who();
        if (who != null) {
            json.writeFieldName("who");
            Pieces.person(json, who);
        }
        write(json, "whom", row.whom());
        write(json, "from", row.address());
        write(json, "requestId", row.request());
        json.writeFieldName("details");
        json.writeRawValue(row.details());
    }

    private static void write(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }
}
