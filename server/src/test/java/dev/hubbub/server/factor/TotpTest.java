package dev.hubbub.server.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.parse("2026-11-24T01:02:03Z");
    private static final long STEP = Totp.step(NOW);

    /// RFC 6238, appendix B, cut to six digits.
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void itCountsAsTheStandardDoes(long second, String code) {
        assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(second)))).isEqualTo(code);
    }

    @Test
    void aClockMayBeOneStepOffAndNoMore() {
        for (long off = -3; off <= 3; off++) {
            String code = Totp.code(SECRET, STEP + off);
            assertThat(Totp.match(SECRET, code, 0, NOW).isPresent()).isEqualTo(Math.abs(off) <= 1);
        }
    }

    @Test
    void aUsedCodeAndThoseBeforeItAreUsedUp() {
        assertThat(Totp.match(SECRET, Totp.code(SECRET, STEP), STEP, NOW)).isEmpty();
        assertThat(Totp.match(SECRET, Totp.code(SECRET, STEP - 1), STEP, NOW)).isEmpty();
        assertThat(Totp.match(SECRET, Totp.code(SECRET, STEP + 1), STEP, NOW)).hasValue(STEP + 1);
    }

    @Test
    void whatIsNoCodeMatchesNothing() {
        assertThat(Totp.match(SECRET, "", 0, NOW)).isEmpty();
        assertThat(Totp.match(SECRET, "12345", 0, NOW)).isEmpty();
        assertThat(Totp.match(SECRET, "übel", 0, NOW)).isEmpty();
    }

    /// RFC 4648, section 10, without the padding.
    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void secretsAreWrittenInBase32(String plain, String encoded) {
        assertThat(Base32.of(plain.getBytes(StandardCharsets.US_ASCII))).isEqualTo(encoded);
    }
}
