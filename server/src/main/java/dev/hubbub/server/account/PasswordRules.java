package dev.hubbub.server.account;

import dev.hubbub.server.db.NameKey;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which passwords are taken, by NIST SP 800-63B: long enough, not what attackers try first, and nothing said about
/// which kinds of characters are in it.
final class PasswordRules {
    private static final int LEAST = 8;
    private static final int LEAST_DISTINCT = 3;
    private static final int LEAST_WORD = 3;
    private static final String PROGRAM = "hubbub";
    private static final Pattern TRIMMINGS = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");

    private PasswordRules() {}

    /// What to do about a password, or nothing if it is good.
    ///
    /// @param context what an attacker who knows the user tries: his name and address
    static Optional<String> fault(String password, Collection<String> context) {
        if (password.codePointCount(0, password.length()) < LEAST) {
            return Optional.of("password must have at least %d characters".formatted(LEAST));
        }
        if (!PasswordHasher.takes(password)) {
            return Optional.of(
                    "password must have at most %d bytes as UTF-8, which is what bcrypt reads; choose a shorter one"
                            .formatted(PasswordHasher.MOST_BYTES));
        }
        String folded = NameKey.of(password);
        if (CommonPasswords.contain(folded) || isMonotonous(folded)) {
            return Optional.of("password must not be one of the most common ones, which are tried first; "
                    + "choose another, three or four words that do not belong together, say");
        }
        return isDerived(folded, PROGRAM) || context.stream().map(NameKey::of).anyMatch(word -> isDerived(folded, word))
                ? Optional.of("password must not be your name, your address or this program's name; choose another")
                : Optional.empty();
    }

    /// Few characters repeated, or one after the other: `abababab`, `12345678`, `hgfedcba`.
    private static boolean isMonotonous(String text) {
        int[] points = text.codePoints().toArray();
        boolean up = true;
        boolean down = true;
        for (int i = 1; i < points.length; i++) {
            up &= points[i] == points[i - 1] + 1;
            down &= points[i] == points[i - 1] - 1;
        }
        return up || down || text.codePoints().distinct().count() < LEAST_DISTINCT;
    }

    /// The word itself, doubled, or with digits and signs around it.
    private static boolean isDerived(String password, String word) {
        if (word.length() < LEAST_WORD) {
            return false;
        }
        String core = TRIMMINGS.matcher(password).replaceAll("");
        return password.equals(word) || core.equals(word) || core.equals(word + word) || password.equals(word + word);
    }
}
