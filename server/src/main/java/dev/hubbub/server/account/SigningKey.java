package dev.hubbub.server.account;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/// The secret that signs access tokens. All nodes of one installation share it.
public final class SigningKey {
    private static final int LEAST_BYTES = 32;
    private static final int RANDOM_BYTES = 48;

    private final byte[] bytes;

    private SigningKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @throws IllegalArgumentException saying what is wrong with it
    public static SigningKey ofSecret(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "must have at least %d bytes and has %d".formatted(LEAST_BYTES, bytes.length));
        }
        return new SigningKey(bytes);
    }

    /// A fresh secret for [#ofSecret].
    public static String randomSecret() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /// Never the secret.
    @Override
    public String toString() {
        return "SigningKey";
    }
}
