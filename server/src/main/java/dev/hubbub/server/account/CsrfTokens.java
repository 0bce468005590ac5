package dev.hubbub.server.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a page shows besides its cookie: a signature of the refresh token that the cookie holds. Another site's page
/// can make a browser send the cookie, but can neither read this nor make one, nor plant one of its own session.
/// Safe for any thread.
public final class CsrfTokens {
    private static final String ALGORITHM = "HmacSHA256";
    /// Keeps these signatures apart from what else the key signs.
    private static final byte[] PURPOSE = "hubbub csrf ".getBytes(StandardCharsets.US_ASCII);

    private final SecretKeySpec key;

    public CsrfTokens(SigningKey key) {
        this.key = new SecretKeySpec(key.bytes(), ALGORITHM);
    }

    public String of(String refreshToken) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(PURPOSE);
            byte[] signature = mac.doFinal(refreshToken.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC", e);
        }
    }

    /// Takes as long for a nearly right one as for any other.
    public boolean verify(String shown, String refreshToken) {
        return MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.UTF_8), of(refreshToken).getBytes(StandardCharsets.UTF_8));
    }
}
