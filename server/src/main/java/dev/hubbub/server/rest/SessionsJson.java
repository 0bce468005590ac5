package dev.hubbub.server.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.server.session.LoginSession;
import dev.hubbub.server.session.SessionId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Sessions as their user sees them.
final class SessionsJson {
    private static final JsonFactory JSON = new JsonFactory();

    private SessionsJson() {}

    /// @param current the one that asks
    static byte[] list(List<LoginSession> sessions, SessionId current) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("sessions");
            for (LoginSession session : sessions) {
                json.writeStartObject();
                json.writeStringField("id", session.id().toString());
                json.writeStringField("device", session.device().name());
                json.writeStringField("address", session.device().addressText());
                json.writeStringField("begunAt", session.begunAt().toString());
                json.writeStringField("usedAt", session.usedAt().toString());
                json.writeBooleanField("current", session.id().equals(current));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] ended(int count) {
        return "{\"ended\":%d}".formatted(count).getBytes(StandardCharsets.US_ASCII);
    }
}
