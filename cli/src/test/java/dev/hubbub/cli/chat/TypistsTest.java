package dev.hubbub.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.UserId;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TypistsTest {
    private static final RoomId HALLWAY = new RoomId(1);
    private static final RoomId DESIGN = new RoomId(2);
    private static final Person ANA = new Person(new UserId(2), "ana");
    private static final Person BO = new Person(new UserId(3), "bo");
    private static final Person CY = new Person(new UserId(4), "cy");

    private final AtomicLong now = new AtomicLong(10_000);
    private final Typists typists = new Typists(now::get);

    @Test
    void whoeverTypesIsNamedUntilThereAreTooMany() {
        assertThat(typists.words()).isEmpty();
        typists.typing(ANA);
        assertThat(typists.words()).isEqualTo("ana is typing…");
        typists.typing(BO);
        assertThat(typists.words()).isEqualTo("ana and bo are typing…");
        typists.typing(CY);
        assertThat(typists.words()).isEqualTo("several people are typing…");
    }

    @Test
    void typingEndsWithTheMessageOrWhenItIsNotToldAgain() {
        typists.typing(ANA);
        typists.typing(BO);
        typists.said(ANA);
        assertThat(typists.words()).isEqualTo("bo is typing…");
        now.addAndGet(Typists.SHOWN_MS);
        assertThat(typists.words()).isEmpty();
    }

    @Test
    void theOthersAreToldAtAPaceHoweverFastOneTypes() {
        assertThat(typists.tells(HALLWAY, "h")).isTrue();
        assertThat(typists.tells(HALLWAY, "he")).isFalse();
        assertThat(typists.tells(DESIGN, "he")).isTrue();
        now.addAndGet(Typists.PACE_MS);
        assertThat(typists.tells(DESIGN, "hel")).isTrue();
    }

    @Test
    void commandsAreNobodyElsesBusiness() {
        assertThat(typists.tells(HALLWAY, "/join secret")).isFalse();
        assertThat(typists.tells(HALLWAY, " ")).isFalse();
        assertThat(typists.tells(HALLWAY, "//shrug")).isTrue();
    }
}
