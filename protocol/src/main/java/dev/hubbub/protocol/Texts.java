package dev.hubbub.protocol;

/// What text may be stored at all: PostgreSQL refuses NUL, and a lone surrogate is no character.
public final class Texts {
    private Texts() {}

    /// Whether PostgreSQL and every client can hold `text` as it is: no NUL, every surrogate in a pair.
    public static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /// Storable and without control characters: fit for one line, as names and refs are.
    public static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return isStorable(text);
    }

    /// Plain, and without the signs that break a line or turn the direction of writing: those make one name look
    /// like another, or write over what stands beside it.
    public static boolean isName(String text) {
        return isPlain(text) && text.chars().noneMatch(Texts::deceives);
    }

    private static boolean deceives(int c) {
        return c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    /// How many bytes `text` takes as UTF-8. `text` must be storable.
    public static int utf8Length(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // A surrogate pair is two chars and four bytes: one extra byte for each half.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
