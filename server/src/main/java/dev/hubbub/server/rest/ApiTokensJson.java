package dev.hubbub.server.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.server.db.ApiToken;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// API tokens as their owner sees them; the token itself only in the answer to its making.
final class ApiTokensJson {
    private ApiTokensJson() {}

    static byte[] list(List<ApiToken> tokens) {
        return JsonBody.object(json -> JsonBody.objects(json, "tokens", tokens, ApiTokensJson::fields));
    }

    static byte[] made(ApiToken token, String text) {
        return JsonBody.object(json -> {
            fields(json, token);
            json.writeStringField("token", text);
        });
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
