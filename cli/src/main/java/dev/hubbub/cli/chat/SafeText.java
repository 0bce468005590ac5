package dev.hubbub.cli.chat;

/// Makes what others wrote fit for a terminal: an escape sequence in a message must not move the cursor, set
/// the window's title, or pass for another user's line.
final class SafeText {
    private SafeText() {}

    /// For names and everything else that belongs on one line.
    static String line(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isHarmless(c)) {
                safe.appendCodePoint(c);
            } else if (Character.isWhitespace(c)) {
                safe.append(' ');
            }
        });
        return safe.toString();
    }

    /// For messages: further lines are kept, and set in under the first, so that none looks like a message of
    /// its own.
    static String block(String text, String indent) {
        return text.lines()
                .map(SafeText::line)
                .reduce((all, next) -> all + "\n" + indent + next)
                .orElse("");
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            // Zero-width joiners make emoji; the other format characters turn the writing direction or hide.
            case Character.FORMAT -> c == 0x200D;
            default -> true;
        };
    }
}
