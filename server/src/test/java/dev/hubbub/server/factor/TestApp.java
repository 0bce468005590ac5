package dev.hubbub.server.factor;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;

/// An authenticator app that was given a secret.
public final class TestApp {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int SECRET_BYTES = 20;

    private final byte[] secret;

    /// @param base32 the secret as the server tells it
    public TestApp(String base32) {
        secret = bytes(base32);
    }

    public String code(Instant at) {
        return Totp.code(secret, Totp.step(at));
    }

    private static byte[] bytes(String base32) {
        var number = BigInteger.ZERO;
        for (int i = 0; i < base32.length(); i++) {
            number = number.shiftLeft(5).add(BigInteger.valueOf(ALPHABET.indexOf(base32.charAt(i))));
        }
        byte[] bytes = number.toByteArray();
        byte[] secret = new byte[SECRET_BYTES];
        byte[] plain = bytes.length > SECRET_BYTES ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        System.arraycopy(plain, 0, secret, SECRET_BYTES - plain.length, plain.length);
        return secret;
    }
}
