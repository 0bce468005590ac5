package dev.hubbub.server.command;

import static dev.hubbub.server.command.CommandFixture.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.ServerMessage.AckBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
final class ReadMarksTest {
    private CommandFixture fixture;
    private RoomId hallway;

    @BeforeEach
    void open() {
        fixture = new CommandFixture();
        hallway = fixture.open(fixture.ana, "hallway").id();
        fixture.done(AckBody.Entered.class, fixture.bo, join(hallway, null));
        fixture.post(fixture.ana, hallway, "one");
        fixture.post(fixture.ana, hallway, "two");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void theUsersOtherDevicesHearOfIt() {
        assertThat(read(3)).isEqualTo(new AckBody.Read(hallway, 3, 1, 4));
        assertThat(fixture.signals)
                .containsExactly(
                        new CommandFixture.Signal(fixture.bo.id(), new ServerMessage.ReadMoved(hallway, 3, 1, 4)));
    }

    @Test
    void aMarkerStopsAtTheEndOfTheLog() {
        assertThat(read(1_000)).isEqualTo(new AckBody.Read(hallway, 4, 0, 4));
    }

    @Test
    void aMarkerNeverMovesBack() {
        read(4);
        fixture.signals.clear();
        assertThat(read(3)).isEqualTo(new AckBody.Read(hallway, 4, 0, 4));
        assertThat(fixture.signals).isEmpty();
    }

    @Test
    void onlyMembersReadARoom() {
        assertThat(fixture.code(fixture.cy, new Command.MarkRead(Ref.next(), hallway, 3)))
                .isEqualTo(ErrorCode.NOT_A_MEMBER);
    }

    private AckBody.Read read(long seq) {
        return fixture.done(AckBody.Read.class, fixture.bo, new Command.MarkRead(Ref.next(), hallway, seq));
    }
}
