package dev.hubbub.server.account;

import dev.hubbub.protocol.Texts;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an account's fields must look like. Each rule answers with what to do about a value, or nothing if it is good.
final class Rules {
    private static final int LEAST_NAME = 2;
    private static final int MOST_NAME = 32;
    private static final int MOST_DISPLAY_NAME = 64;
    private static final int MOST_EMAIL = 254;
    private static final int MOST_LOCAL_PART = 64;
    // Marks are part of letters in many scripts. No @: a sign-in name with one is an e-mail address.
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{Nd}][\\p{L}\\p{M}\\p{Nd}._-]*");
    // What people have as addresses (RFC 6531's dot-atoms), without the quoted forms that only puzzle mail servers.
    private static final String ATOM = "[\\p{L}\\p{M}\\p{Nd}!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[\\p{L}\\p{Nd}](?:[\\p{L}\\p{M}\\p{Nd}-]{0,61}[\\p{L}\\p{M}\\p{Nd}])?";
    private static final Pattern EMAIL =
            Pattern.compile("%1$s(?:\\.%1$s)*@(?:%2$s(?:\\.%2$s)+|localhost)".formatted(ATOM, LABEL));

    private Rules() {}

    /// One spelling of what looks the same; uniqueness folds further.
    static String spelled(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFKC);
    }

    static Optional<String> username(String name) {
        int length = name.codePointCount(0, name.length());
        if (length < LEAST_NAME || length > MOST_NAME) {
            return Optional.of("username must have %d to %d characters".formatted(LEAST_NAME, MOST_NAME));
        }
        if (!NAME.matcher(name).matches()) {
            return Optional.of(
                    "username takes letters, digits, dots, underscores and hyphens, and starts with a letter or digit");
        }
        if (NameShapes.isMixture(name)) {
            return Optional.of("username must not mix scripts whose letters look alike; keep to one");
        }
        return ReservedNames.contain(name)
                ? Optional.of("username must not be one that stands for the server or for everybody; choose another")
                : Optional.empty();
    }

    static Optional<String> displayName(String name) {
        boolean good = name.codePointCount(0, name.length()) <= MOST_DISPLAY_NAME && Texts.isName(name);
        return good
                ? Optional.empty()
                : Optional.of("displayName must have at most %d characters and no control characters"
                        .formatted(MOST_DISPLAY_NAME));
    }

    static Optional<String> email(String email) {
        boolean good = email.length() <= MOST_EMAIL
                && email.indexOf('@') <= MOST_LOCAL_PART
                && EMAIL.matcher(email).matches();
        return good ? Optional.empty() : Optional.of("email must be an address like ana@example.org");
    }

    /// Of the user with this name and address.
    static Optional<String> password(String password, String username, String email) {
        int at = email.indexOf('@');
        return PasswordRules.fault(password, List.of(username, email, at < 0 ? email : email.substring(0, at)));
    }
}
