package dev.hubbub.server.apitoken;

import dev.hubbub.server.session.TokenHash;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/// An API token as its owner holds it: `hub_`, 256 random bits and a checksum, in letters and digits. By the
/// prefix secret scanners find one that lies about; by the checksum they, and we, know a real one from a typo.
record ApiTokenText(String text) {
    static final String PREFIX = "hub_";

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
    private static final int RANDOM_BITS = 256;
    private static final int RANDOM_CHARACTERS = 43;
    private static final int CHECK_CHARACTERS = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    static ApiTokenText random() {
        String body = PREFIX + padded(new BigInteger(RANDOM_BITS, RANDOM), RANDOM_CHARACTERS);
        return new ApiTokenText(body + checksum(body));
    }

    /// Empty unless it is whole: of the right length and with the right checksum.
    static Optional<ApiTokenText> parse(String text) {
        int body = PREFIX.length() + RANDOM_CHARACTERS;
        boolean whole = text.length() == body + CHECK_CHARACTERS
                && text.startsWith(PREFIX)
                && checksum(text.substring(0, body)).equals(text.substring(body));
        return whole ? Optional.of(new ApiTokenText(text)) : Optional.empty();
    }

    TokenHash hash() {
        return TokenHash.of(text);
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return padded(BigInteger.valueOf(crc.getValue()), CHECK_CHARACTERS);
    }

    private static String padded(BigInteger number, int length) {
        StringBuilder digits = new StringBuilder(length);
        for (BigInteger rest = number; digits.length() < length; rest = rest.divide(BASE)) {
            digits.append(DIGITS.charAt(rest.mod(BASE).intValue()));
        }
        return digits.reverse().toString();
    }

    /// Never the token.
    @Override
    public String toString() {
        return "ApiTokenText";
    }
}
