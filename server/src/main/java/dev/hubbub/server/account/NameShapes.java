package dev.hubbub.server.account;

import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.SpoofChecker.RestrictionLevel;
import dev.hubbub.server.db.NameKey;
import java.util.Set;
import java.util.regex.Pattern;

/// What a name looks like to a reader, by Unicode's UTS 39: names with a shape in common could pass for each other.
/// Safe for any thread.
///
/// A name has two shapes, since it is seen as it was written but signs in in any case: `Ivan` is refused beside
/// `lvan`, and `IVAN` beside `ivan`. Shapes are folded once more after the skeleton, which holds capitals of its own
/// (`0` becomes `O`).
final class NameShapes {
    private static final Pattern SEPARATORS = Pattern.compile("[._-]");

    private static final SpoofChecker SKELETONS = new SpoofChecker.Builder().build();

    /// Latin with Cyrillic, say, or digits of two kinds. Latin beside Japanese, Chinese or Korean is usual.
    private static final SpoofChecker MIXTURES = new SpoofChecker.Builder()
            .setChecks(SpoofChecker.RESTRICTION_LEVEL | SpoofChecker.INVISIBLE | SpoofChecker.MIXED_NUMBERS)
            .setRestrictionLevel(RestrictionLevel.HIGHLY_RESTRICTIVE)
            .build();

    private NameShapes() {}

    static Set<String> of(String name) {
        String written = shape(name);
        String folded = shape(NameKey.of(name));
        return written.equals(folded) ? Set.of(written) : Set.of(written, folded);
    }

    /// The shape of a name in lower case, without what merely separates and with one kind of stroke: `a.d.m.1.n` is
    /// `admin` to a reader.
    static String bare(String name) {
        return SEPARATORS.matcher(shape(NameKey.of(name))).replaceAll("").replace('l', 'i');
    }

    /// Whether it mixes scripts as no language does.
    static boolean isMixture(String name) {
        return MIXTURES.failsChecks(name);
    }

    private static String shape(String name) {
        return NameKey.of(SKELETONS.getSkeleton(name));
    }
}
