package dev.hubbub.server.account;

import dev.hubbub.server.session.TokenHash;
import java.security.SecureRandom;
import java.util.Base64;

/// What its holder shows instead of a password: to set up, to come in by invitation, to set a new password.
/// Only its hash is stored, and a plain one will do: nobody guesses 192 random bits.
record Secret(String text) {
    private static final int RANDOM_BYTES = 24;
    private static final int MOST_CHARACTERS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Secret random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// Whether it may be one of ours, or an operator's; a stranger's megabytes are not worth hashing.
    boolean isPlausible() {
        return text.length() <= MOST_CHARACTERS;
    }

    byte[] hash() {
        return TokenHash.of(text).bytes();
    }

    /// Never the secret.
    @Override
    public String toString() {
        return "Secret";
    }
}
