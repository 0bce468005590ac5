package dev.hubbub.server.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/// The secret that signs access tokens. All nodes of one installation share it.
public final class SigningKey {
    private static final int LEAST_BYTES = 32;
    private static final int RANDOM_BYTES = 48;
    private static final int FINGERPRINT_BYTES = 12;

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

    /// Another key, for one purpose: whoever has that one learns neither this nor any other.
    ///
    /// @param algorithm that the derived key is for
    public SecretKey derive(String purpose, String algorithm) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(bytes)
                                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), LEAST_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HKDF", e);
        }
    }

    /// The same for the same secret, and of no use to whoever wants to know that: a key derived for this alone.
    public String fingerprint() {
        byte[] derived = derive("hubbub node fingerprint", "HmacSHA256").getEncoded();
        return HexFormat.of().formatHex(derived, 0, FINGERPRINT_BYTES);
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
