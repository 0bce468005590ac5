package dev.hubbub.server.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.server.session.LoginSession;
import dev.hubbub.server.session.SessionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Sessions as their user sees them.
final class SessionsJson {
    private SessionsJson() {}

    /// @param current the one that asks
    static byte[] list(List<LoginSession> sessions, SessionId current) {
        return JsonBody.object(json ->
                JsonBody.objects(json, "sessions", sessions, (item, session) -> fields(item, session, current)));
    }

    private static void fields(JsonGenerator json, LoginSession session, SessionId current) throws IOException {
        json.writeStringField("id", session.id().toString());
        json.writeStringField("device", session.device().name());
        json.writeStringField("address", session.device().addressText());
        json.writeStringField("begunAt", session.begunAt().toString());
        json.writeStringField("usedAt", session.usedAt().toString());
        json.writeBooleanField("current", session.id().equals(current));
    }

    static byte[] ended(int count) {
        return "{\"ended\":%d}".formatted(count).getBytes(StandardCharsets.US_ASCII);
    }
}
