package dev.hubbub.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void escapeSequencesLoseTheirEscape() {
        assertThat(SafeText.line("\u001b[2J\u001b]0;title\u0007hi\u009b31m")).isEqualTo("[2J]0;titlehi31m");
    }

    @Test
    void nothingTurnsTheWritingDirection() {
        assertThat(SafeText.line("a\u202eb\u2066c\u200b")).isEqualTo("abc");
    }

    @Test
    void aFurtherLineCannotPassForAnotherMessage() {
        assertThat(SafeText.block("hi\n12:00 bo: I quit", "      ")).isEqualTo("hi\n      12:00 bo: I quit");
    }

    @Test
    void lettersAndEmojiStay() {
        assertThat(SafeText.line("grüß dich 👩\u200d💻 日本")).isEqualTo("grüß dich 👩\u200d💻 日本");
    }
}
