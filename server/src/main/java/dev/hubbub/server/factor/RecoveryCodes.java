package dev.hubbub.server.factor;

import dev.hubbub.server.session.TokenHash;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What lets somebody in who lost his authenticator: ten codes to print, each good once. 80 random bits, so a
/// plain hash keeps them, also when the server's key is lost with the rest.
final class RecoveryCodes {
    private static final int COUNT = 10;
    private static final int RANDOM_BYTES = 10;
    private static final int GROUP = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RecoveryCodes() {}

    static List<String> random() {
        return Stream.generate(RecoveryCodes::one).limit(COUNT).toList();
    }

    private static String one() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        String letters = Base32.of(bytes).toLowerCase(Locale.ROOT);
        return String.join(
                "-",
                IntStream.range(0, letters.length() / GROUP)
                        .mapToObj(i -> letters.substring(i * GROUP, (i + 1) * GROUP))
                        .toList());
    }

    /// However it was typed: capitals, blanks and hyphens do not matter.
    static TokenHash hash(String code) {
        return TokenHash.of(code.toLowerCase(Locale.ROOT).replaceAll("[^a-z2-7]", ""));
    }
}
