package dev.hubbub.server.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.protocol.Pieces;
import dev.hubbub.server.db.Invitation;
import dev.hubbub.server.db.Page;
import java.io.IOException;
import java.time.Instant;

/// Invitations as their makers see them.
final class InvitationsJson {
    private InvitationsJson() {}

    /// With the secret, this once.
    static byte[] made(Invitation invitation, String secret, Instant now) {
        return JsonBody.object(json -> {
            json.writeStringField("invitation", secret);
            fields(json, invitation, now);
        });
    }

    static byte[] page(Page<Invitation> page, Instant now) {
        return JsonBody.object(json -> {
            JsonBody.objects(json, "invitations", page.items(), (item, invitation) -> fields(item, invitation, now));
            if (page.next() != null) {
                json.writeStringField("next", page.next());
            }
        });
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
