package dev.hubbub.server.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.protocol.Pieces;
import dev.hubbub.server.db.Invitation;
import dev.hubbub.server.db.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/// Invitations as their makers see them.
final class InvitationsJson {
    private static final JsonFactory JSON = new JsonFactory();

    private InvitationsJson() {}

    /// With the secret, this once.
    static byte[] made(Invitation invitation, String secret, Instant now) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("invitation", secret);
            fields(json, invitation, now);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] page(Page<Invitation> page, Instant now) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1_024);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("invitations");
            for (Invitation invitation : page.items()) {
                json.writeStartObject();
                fields(json, invitation, now);
                json.writeEndObject();
            }
            json.writeEndArray();
            if (page.next() != null) {
                json.writeStringField("next", page.next());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void fields(JsonGenerator json, Invitation invitation, Instant now) throws IOException {
        json.writeStringField("id", Long.toString(invitation.id()));
        json.writeStringField("role", invitation.role().wireName());
        json.writeStringField("note", invitation.note());
        json.writeNumberField("usesLeft", invitation.usesLeft());
        json.writeBooleanField("good", invitation.isGood(now));
        json.writeFieldName("createdBy");
        Pieces.person(json, invitation.createdBy());
        json.writeStringField("createdAt", invitation.createdAt().toString());
        json.writeStringField("expiresAt", invitation.expiresAt().toString());
    }
}
