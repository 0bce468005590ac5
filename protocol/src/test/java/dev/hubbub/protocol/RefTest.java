package dev.hubbub.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefTest {
    @Test
    void freshRefsGrowWithTime() {
        assertThat(Ref.uuidV7(2, -1, -1)).isGreaterThan(Ref.uuidV7(1, -1, -1));
        assertThat(Ref.next().value()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void whatCannotBeStoredIsNoRef() {
        assertThat(Ref.parse("")).isEmpty();
        assertThat(Ref.parse("x".repeat(65))).isEmpty();
        assertThat(Ref.parse("a\nb")).isEmpty();
        assertThat(Ref.parse("a\ud800")).isEmpty();
        assertThat(Ref.parse("b-7")).contains(new Ref("b-7"));
    }

    @Test
    void textLengthsAreThoseOfUtf8() {
        String text = "a\u00e9\u20ac\uD83D\uDE00";
        assertThat(Texts.utf8Length(text)).isEqualTo(text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
    }
}
