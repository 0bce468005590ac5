package dev.hubbub.server.factor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Codes that change every half minute (RFC 6238): HMAC-SHA1 and six digits, which is what every authenticator
/// app understands.
final class Totp {
    static final int SECONDS = 30;
    private static final int SECRET_BYTES = 20;
    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;
    /// Of clocks that differ, and of people who type slowly, in steps.
    private static final int SKEW = 1;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Totp() {}

    static byte[] randomSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SECONDS);
    }

    /// The step whose code this is, if it is later than `used`: a code that somebody looked at over a shoulder
    /// is used up.
    static OptionalLong match(byte[] secret, String code, long used, Instant now) {
        OptionalLong found = OptionalLong.empty();
        // All of them, so that how long it takes says nothing.
        for (long step = step(now) - SKEW; step <= step(now) + SKEW; step++) {
            if (isEqual(code(secret, step), code) && step > used) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    static String code(byte[] secret, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            ByteBuffer hash = ByteBuffer.wrap(
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array()));
            int offset = hash.get(hash.limit() - 1) & 0xf;
            int number = (hash.getInt(offset) & Integer.MAX_VALUE) % MODULUS;
            String digits = Integer.toString(number);
            return "0".repeat(DIGITS - digits.length()) + digits;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC", e);
        }
    }

    private static boolean isEqual(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
