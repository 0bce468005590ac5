package dev.hubbub.protocol;

import java.security.SecureRandom;
import java.util.Optional;

/// The client's name for one command, 1 to [#MAX_LENGTH] characters. The same (author, ref) is stored once,
/// however often it is sent. Clients should use [#next]: refs that grow with time keep the unique index small
/// in cache and WAL.
public record Ref(String value) {
    public static final int MAX_LENGTH = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// Empty if `text` is empty, too long, or holds control characters or broken surrogates.
    public static Optional<Ref> parse(String text) {
        return isValid(text) ? Optional.of(new Ref(text)) : Optional.empty();
    }

    /// A fresh UUIDv7.
    public static Ref next() {
        return new Ref(uuidV7(System.currentTimeMillis(), RANDOM.nextLong(), RANDOM.nextLong()));
    }

    static String uuidV7(long millis, long randomA, long randomB) {
        long high = (millis << 16) | 0x7000L | (randomA & 0x0FFFL);
        long low = (randomB & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new java.util.UUID(high, low).toString();
    }

    private static boolean isValid(String text) {
        return !text.isEmpty() && text.length() <= MAX_LENGTH && Texts.isPlain(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
