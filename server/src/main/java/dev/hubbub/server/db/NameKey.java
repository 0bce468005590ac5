package dev.hubbub.server.db;

import java.text.Normalizer;
import java.util.Locale;

/// Folds a name to what uniqueness and search go by: compatibility forms and case do not count.
public final class NameKey {
    private NameKey() {}

    /// Upper case first: it maps `ß` and `ſ` as `lower` alone does not.
    public static String of(String name) {
        String compatible = Normalizer.normalize(name.strip(), Normalizer.Form.NFKC);
        String folded = compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }
}
