package dev.hubbub.server.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.protocol.Person;
import dev.hubbub.server.audit.AuditPage;
import dev.hubbub.server.audit.AuditRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// The audit log as administrators see it.
final class AuditJson {
    private static final JsonFactory JSON = new JsonFactory();

    private AuditJson() {}

    static byte[] page(AuditPage page) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("entries");
            for (AuditRow row : page.entries()) {
                write(json, row);
            }
            json.writeEndArray();
            if (page.next() != null) {
                json.writeStringField("next", page.next().toString());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, AuditRow row) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", Long.toString(row.no()));
        json.writeStringField("at", row.at().toString());
        json.writeStringField("action", row.action());
        Person who = row.who();
        if (who != null) {
            json.writeObjectFieldStart("who");
            json.writeStringField("id", who.id().toString());
            json.writeStringField("username", who.username());
            json.writeEndObject();
        }
        write(json, "whom", row.whom());
        write(json, "from", row.address());
        write(json, "requestId", row.request());
        json.writeFieldName("details");
        json.writeRawValue(row.details());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }
}
