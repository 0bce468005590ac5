package dev.hubbub.server.db;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Folds a name to what uniqueness and search go by: compatibility forms, case and signs that nobody sees do not
/// count.
public final class NameKey {
    /// Joiners, marks of direction, soft hyphens, byte order marks: a room named `hall\u200bway` would be a second
    /// `hallway` to all who look.
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}");

    private NameKey() {}

    /// Upper case first: it maps `ß` and `ſ` as `lower` alone does not.
    public static String of(String name) {
        String compatible =
                Normalizer.normalize(UNSEEN.matcher(name).replaceAll("").strip(), Normalizer.Form.NFKC);
        String folded = compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }
}
