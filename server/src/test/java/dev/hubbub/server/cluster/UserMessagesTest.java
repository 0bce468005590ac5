package dev.hubbub.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.cluster.UserMessages.Told;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserMessagesTest {
    private static final UserId ANA = new UserId(2);
    private static final RoomId HALLWAY = new RoomId(11);
    private static final Told JOINED = new Told.Joined(ANA, HALLWAY, 7);

    private final UserMessages first = new UserMessages("n1", "e1");
    private final UserMessages second = new UserMessages("n2", "e1");

    @Test
    void everythingIsReadAsItWasWritten() {
        for (Told told : List.of(JOINED, new Told.Read(ANA, new ServerMessage.ReadMoved(HALLWAY, 5, 3, 9)))) {
            assertThat(second.read(first.write(told))).contains(told);
        }
        assertThat(first.write(JOINED).subject()).isEqualTo("user.2");
    }

    @Test
    void itsOwnEchoIsIgnored() {
        assertThat(first.read(first.write(JOINED))).isEmpty();
        assertThat(first.skippedCount()).isZero();
    }

    @Test
    void whatIsOfAnotherVersionOrEpochOrCannotBeReadIsSkippedAndCounted() {
        List<Map<String, String>> wrong = List.of(
                Map.of("Hubbub-Version", "2"),
                Map.of("Hubbub-Epoch", "e2"),
                Map.of("Hubbub-Room", "hallway"),
                Map.of("Hubbub-Seq", "-1"),
                Map.of("Hubbub-Seq", "many"),
                Map.of("Hubbub-Kind", "new"));
        for (Map<String, String> headers : wrong) {
            BusMessage good = first.write(JOINED);
            Map<String, String> changed = new HashMap<>(good.headers());
            changed.putAll(headers);
            assertThat(second.read(new BusMessage(good.subject(), changed, good.body())))
                    .as("%s", headers)
                    .isEmpty();
        }
        BusMessage bare = new BusMessage("user.2", Map.of("Hubbub-Version", "1", "Hubbub-Epoch", "e1"), new byte[0]);
        assertThat(second.read(bare)).isEmpty();
        assertThat(second.skippedCount()).isEqualTo(wrong.size() + 1L);
    }
}
