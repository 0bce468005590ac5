package dev.hubbub.server.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// What is kept of a token: who reads the store cannot go on with anybody's session. A plain hash will do,
/// since nobody guesses 256 random bits.
///
/// @param text the SHA-256, as base64url
public record TokenHash(String text) {

    public static TokenHash of(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return new TokenHash(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    public byte[] bytes() {
        return Base64.getUrlDecoder().decode(text);
    }
}
