package dev.hubbub.server.session;

import java.security.SecureRandom;
import java.util.Base64;

/// What buys the next tokens, once.
record RefreshToken(String text) {
    private static final int RANDOM_BYTES = 32;
    private static final int MOST_CHARACTERS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    static RefreshToken random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// Whether it may be one of ours; a stranger's megabytes are not worth hashing.
    boolean isPlausible() {
        return text.length() <= MOST_CHARACTERS;
    }

    TokenHash hash() {
        return TokenHash.of(text);
    }

    /// Never the token.
    @Override
    public String toString() {
        return "RefreshToken";
    }
}
