package dev.hubbub.server.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.server.db.ApiToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// API tokens as their owner sees them; the token itself only in the answer to its making.
final class ApiTokensJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ApiTokensJson() {}

    static byte[] list(List<ApiToken> tokens) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("tokens");
            for (ApiToken token : tokens) {
                json.writeStartObject();
                fields(json, token);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] made(ApiToken token, String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            fields(json, token);
            json.writeStringField("token", text);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void fields(JsonGenerator json, ApiToken token) throws IOException {
        json.writeStringField("id", token.id().toString());
        json.writeStringField("name", token.name());
        json.writeStringField("scope", token.scope());
        json.writeStringField("createdAt", token.createdAt().toString());
        time(json, "expiresAt", token.expiresAt());
        time(json, "usedAt", token.usedAt());
        if (!token.usedFrom().isEmpty()) {
            json.writeStringField("usedFrom", token.usedFrom());
        }
    }

    private static void time(JsonGenerator json, String field, @Nullable Instant time) throws IOException {
        if (time != null) {
            json.writeStringField(field, time.toString());
        }
    }
}
