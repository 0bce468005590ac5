package dev.hubbub.cli.bench;

import java.nio.ByteBuffer;

/// Times as 16 hexadecimal digits: a fixed width, found again at a fixed place.
final class Hex {
    static final int DIGITS = 16;
    static final long NONE = -1;

    private Hex() {}

    static void write(long value, byte[] into, int at) {
        for (int i = 0; i < DIGITS; i++) {
            int digit = (int) (value >>> (60 - 4 * i)) & 0xF;
            into[at + i] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
    }

    /// [#NONE] if there are no such digits.
    static long read(ByteBuffer bytes, int at) {
        long value = 0;
        for (int i = 0; i < DIGITS; i++) {
            int digit = digit(bytes.get(at + i));
            if (digit < 0) {
                return NONE;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    static int digit(int character) {
        if (character >= '0' && character <= '9') {
            return character - '0';
        }
        return character >= 'a' && character <= 'f' ? character - 'a' + 10 : -1;
    }
}
