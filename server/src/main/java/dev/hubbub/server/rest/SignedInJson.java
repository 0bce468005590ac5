package dev.hubbub.server.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.protocol.Pieces;
import dev.hubbub.server.session.SignedIn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The answer to a registration, a login and a refresh.
final class SignedInJson {
    private static final JsonFactory JSON = new JsonFactory();

    private SignedInJson() {}

    static byte[] write(SignedIn signedIn) {
        return write(signedIn, "refreshToken", signedIn.refreshToken());
    }

    /// For a browser, whose cookie has the refresh token, out of its scripts' reach.
    static byte[] write(SignedIn signedIn, String csrfToken) {
        return write(signedIn, "csrfToken", csrfToken);
    }

    private static byte[] write(SignedIn signedIn, String field, String token) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("accessToken", signedIn.accessToken());
            json.writeNumberField("expiresIn", signedIn.expiresIn().toSeconds());
            json.writeStringField(field, token);
            json.writeFieldName("user");
            Pieces.person(json, signedIn.user());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
