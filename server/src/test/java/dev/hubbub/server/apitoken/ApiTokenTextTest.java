package dev.hubbub.server.apitoken;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiTokenTextTest {
    @Test
    void whatIsMadeIsWholeAndOfTheDocumentedForm() {
        for (int i = 0; i < 1_000; i++) {
            String text = ApiTokenText.random().text();
            assertThat(text).matches("hub_[0-9A-Za-z]{49}");
            assertThat(ApiTokenText.parse(text)).isPresent();
        }
    }

    @Test
    void noTwoAreAlike() {
        assertThat(ApiTokenText.random().text())
                .isNotEqualTo(ApiTokenText.random().text());
    }

    @Test
    void aTypoIsTold() {
        String text = ApiTokenText.random().text();
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'x' ? 'y' : 'x';
            assertThat(ApiTokenText.parse(text.substring(0, i) + other + text.substring(i + 1)))
                    .isEmpty();
        }
        assertThat(ApiTokenText.parse(text.substring(1))).isEmpty();
        assertThat(ApiTokenText.parse(text + "0")).isEmpty();
        assertThat(Bearers.isMistyped(text.substring(0, 40))).isTrue();
        assertThat(Bearers.isMistyped(text)).isFalse();
        assertThat(Bearers.isMistyped("eyJhbGciOiJIUzI1NiJ9")).isFalse();
    }

    @Test
    void itDoesNotShowItself() {
        var token = ApiTokenText.random();
        assertThat(token.toString()).doesNotContain(token.text());
    }
}
