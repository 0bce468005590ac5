package dev.hubbub.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class InputReaderTest {
    @Test
    void aLineWithoutASlashIsSaid() {
        assertThat(InputReader.read("hello /join")).isEqualTo(new Input.Say("hello /join"));
    }

    @Test
    void twoSlashesSayOne() {
        assertThat(InputReader.read("//shrug")).isEqualTo(new Input.Say("/shrug"));
    }

    @Test
    void aNameWithSpacesGoesInQuotes() {
        assertThat(InputReader.read("/join \"the hallway\" secret"))
                .isEqualTo(new Input.Join("the hallway", Optional.of("secret")));
    }

    @Test
    void aPrivateRoomMayLeaveItsPasswordToAQuestion() {
        assertThat(InputReader.read("/create design --private"))
                .isEqualTo(new Input.Create("design", true, Optional.empty()));
    }

    @Test
    void aTopicIsTheRestOfTheLine() {
        assertThat(InputReader.read("/topic  what is  \"new\" ")).isEqualTo(new Input.Topic("what is  \"new\""));
        assertThat(InputReader.read("/topic")).isEqualTo(new Input.Topic(""));
        assertThat(InputReader.read("/topic --none")).isEqualTo(new Input.NoTopic());
    }

    @Test
    void anUnknownCommandIsNotSaidAloud() {
        assertThat(InputReader.read("/passwrod hunter2")).isInstanceOf(Input.Wrong.class);
    }
}
