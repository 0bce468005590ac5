package dev.hubbub.server.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TypingSignalsTest {
    private static final RoomId HALLWAY = new RoomId(11);
    private static final RoomId DESIGN = new RoomId(12);
    private static final Person ANA = new Person(new UserId(1), "ana");
    private static final Person BO = new Person(new UserId(2), "bo");

    private final ManualLoop loop = new ManualLoop();
    private final RecordingRoom hallway = new RecordingRoom(HALLWAY);
    private final TypingSignals typing =
            new TypingSignals(loop, PresenceConfig.defaults(), typing -> hallway.send(typing.room(), typing));

    @Test
    void typingIsToldOnceInThreeSeconds() {
        typing.typing(ANA, HALLWAY);
        loop.advance(Duration.ofMillis(2_999));
        typing.typing(ANA, HALLWAY);
        assertThat(hallway.drain()).containsExactly(new ServerMessage.Typing(HALLWAY, ANA));
        loop.advance(Duration.ofMillis(1));
        typing.typing(ANA, HALLWAY);
        assertThat(hallway.drain()).containsExactly(new ServerMessage.Typing(HALLWAY, ANA));
    }

    @Test
    void usersAndRoomsDoNotCountForEachOther() {
        typing.typing(ANA, DESIGN);
        typing.typing(ANA, HALLWAY);
        typing.typing(BO, HALLWAY);
        assertThat(hallway.drain())
                .containsExactly(new ServerMessage.Typing(HALLWAY, ANA), new ServerMessage.Typing(HALLWAY, BO));
    }
}
