package dev.hubbub.server.rest;

import dev.hubbub.protocol.Pieces;
import dev.hubbub.server.session.SignedIn;

/// The answer to a registration, a login and a refresh.
final class SignedInJson {
    private SignedInJson() {}

    static byte[] write(SignedIn signedIn) {
        return write(signedIn, "refreshToken", signedIn.refreshToken());
    }

    /// For a browser, whose cookie has the refresh token, out of its scripts' reach.
    static byte[] write(SignedIn signedIn, String csrfToken) {
        return write(signedIn, "csrfToken", csrfToken);
    }

    private static byte[] write(SignedIn signedIn, String field, String token) {
        return JsonBody.object(json -> {
            json.writeStringField("accessToken", signedIn.accessToken());
            json.writeNumberField("expiresIn", signedIn.expiresIn().toSeconds());
            json.writeStringField(field, token);
            json.writeFieldName("user");
            Pieces.person(json, signedIn.user());
        });
    }
}
