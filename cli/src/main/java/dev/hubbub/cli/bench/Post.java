package dev.hubbub.cli.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// Writes commands whose ref and text carry the time at which they were to be sent. Refs grow with time, as clients'
/// refs
/// should. Safe for any thread.
final class Post {
    /// The time, a hyphen, the tag, a number.
    static final int REF_BYTES = Hex.DIGITS + 9;

    /// The least that a text must hold.
    static final int LEAST_TEXT = Hex.DIGITS;

    private static final String NO_REF = "0".repeat(REF_BYTES);
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] template;
    private final int ref;
    private final int text;

    private Post(String template, int ref, int text) {
        this.template = template.getBytes(StandardCharsets.US_ASCII);
        this.ref = ref;
        this.text = text;
    }

    static Post to(long room, int textBytes, Dialect dialect) {
        String head = dialect.prefix() + "{\"type\":\"post\",\"ref\":\"";
        String middle = NO_REF + "\",\"room\":\"" + room + "\",\"text\":\"";
        String filler = " the quick brown fox jumps over the lazy dog".repeat(textBytes / 44 + 1);
        String body = "0".repeat(Hex.DIGITS) + filler.substring(0, textBytes - Hex.DIGITS);
        String whole = head + middle + body + "\"}" + dialect.suffix();
        return new Post(whole, head.length(), head.length() + middle.length());
    }

    byte[] at(long intended, long number) {
        byte[] bytes = Arrays.copyOf(template, template.length);
        Hex.write(intended, bytes, text);
        System.arraycopy(ref(intended, 0, number).getBytes(StandardCharsets.US_ASCII), 0, bytes, ref, REF_BYTES);
        return bytes;
    }

    /// @param tag from 0 to 15, for the ack to be counted by
    static String ref(long intended, int tag, long number) {
        return HEX.toHexDigits(intended) + "-" + HEX.toHexDigits(tag, 1) + HEX.toHexDigits(number, 7);
    }
}
