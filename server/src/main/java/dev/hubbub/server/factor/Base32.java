package dev.hubbub.server.factor;

/// Bytes as letters and digits that are hard to mistake (RFC 4648, without padding), as authenticator apps want
/// their secret.
final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    static String of(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int held = 0;
        int value = 0;
        for (byte b : bytes) {
            value = ((value << Byte.SIZE) | (b & 0xff)) & 0xfff;
            held += Byte.SIZE;
            while (held >= BITS) {
                held -= BITS;
                text.append(ALPHABET.charAt((value >> held) & 0x1f));
            }
        }
        if (held > 0) {
            text.append(ALPHABET.charAt((value << (BITS - held)) & 0x1f));
        }
        return text.toString();
    }
}
