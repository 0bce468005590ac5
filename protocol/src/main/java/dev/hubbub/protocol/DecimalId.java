package dev.hubbub.protocol;

/// Reads ids without exceptions for what strangers send.
final class DecimalId {
    private static final int MAX_DIGITS = 19;

    private DecimalId() {}

    /// The number, or -1 for anything but plain ASCII digits without a leading zero that fit into a positive
    /// long.
    static long parse(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || text.charAt(0) == '0') {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        // Nineteen digits overflow at most once, which turns the sign.
        return value < 0 ? -1 : value;
    }
}
