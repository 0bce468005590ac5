package dev.hubbub.server.account;

import dev.hubbub.protocol.Texts;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a new account's fields must look like. Each rule answers with what to do about a value, or nothing if
/// it is good.
final class Rules {
    private static final int LEAST_NAME = 2;
    private static final int MOST_NAME = 32;
    private static final int LEAST_PASSWORD = 8;
    private static final int MOST_EMAIL = 254;
    // Marks are part of letters in many scripts. No @: a sign-in name with one is an e-mail address.
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{Nd}][\\p{L}\\p{M}\\p{Nd}._-]*");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");

    private Rules() {}

    static Optional<String> username(String name) {
        int length = name.codePointCount(0, name.length());
        if (length < LEAST_NAME || length > MOST_NAME) {
            return Optional.of("username must have %d to %d characters".formatted(LEAST_NAME, MOST_NAME));
        }
        return NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(
                        "username takes letters, digits, dots, underscores and hyphens, and starts with a letter or digit");
    }

    static Optional<String> email(String email) {
        boolean good = email.length() <= MOST_EMAIL
                && Texts.isPlain(email)
                && EMAIL.matcher(email).matches();
        return good ? Optional.empty() : Optional.of("email must be an address like ana@example.org");
    }

    static Optional<String> password(String password) {
        if (password.codePointCount(0, password.length()) < LEAST_PASSWORD) {
            return Optional.of("password must have at least %d characters".formatted(LEAST_PASSWORD));
        }
        return PasswordHasher.takes(password)
                ? Optional.empty()
                : Optional.of(
                        "password must have at most %d bytes as UTF-8, which is what bcrypt reads; choose a shorter one"
                                .formatted(PasswordHasher.MOST_BYTES));
    }
}
