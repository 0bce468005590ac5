package dev.hubbub.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectPatternTest {

    @ParameterizedTest
    @CsvSource({
        "chat.room.1, chat.room.1, true",
        "chat.room.1, chat.room.12, false",
        "chat.room.1, chat.room, false",
        "chat.room, chat.room.1, false",
        "chat.*, chat.global, true",
        "chat.*, chat.room.1, false",
        "chat.*.1, chat.room.1, true",
        "chat.>, chat.room.1, true",
        "chat.>, chat, false",
        "chat.>, presence.1, false",
    })
    void matchesAsNatsDoes(String pattern, String subject, boolean matches) {
        assertThat(new SubjectPattern(pattern).matches(subject)).isEqualTo(matches);
    }
}
