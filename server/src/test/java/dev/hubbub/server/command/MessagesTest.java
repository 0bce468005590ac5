package dev.hubbub.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.Person;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.log.AppendResult;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class MessagesTest {
    private static final RoomId HALLWAY = new RoomId(11);
    private static final Instant NOW = Instant.parse("2026-11-24T01:02:03.456Z");
    private static final Caller ANA = Callers.of(new Person(new UserId(1), "ana"));

    private AppendResult answer = new AppendResult.Committed(HALLWAY, 7, NOW);
    private final Messages messages = new Messages((_, done) -> done.accept(answer), 8);

    @Test
    void aPostIsAnsweredWithItsPlace() {
        var stored = new Reply.Done(new AckBody.Stored(HALLWAY, 7, NOW));
        assertThat(post("hi")).isEqualTo(stored);
        answer = new AppendResult.AlreadyCommitted(HALLWAY, 7, NOW);
        assertThat(post("hi")).isEqualTo(stored);
    }

    @Test
    void theLimitCountsBytes() {
        assertThat(post("ääää")).isInstanceOf(Reply.Done.class);
        var refused = (Reply.Refused) post("ääääa");
        assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(refused.message()).contains("9 bytes").contains("at most 8");
    }

    @Test
    void blankAndUnstorableTextIsRefused() {
        for (String text : new String[] {"", " \n\t", "a\u0000b", "a\uD83D"}) {
            assertThat(((Reply.Refused) post(text)).code()).isEqualTo(ErrorCode.INVALID);
        }
    }

    @Test
    void aFullQueueSaysWhenToTryAgain() {
        answer = new AppendResult.Busy(ErrorCode.OVERLOADED, 250);
        var refused = (Reply.Refused) post("hi");
        assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(refused.retryAfterMs()).isEqualTo(250);
    }

    @Test
    void anUnknownOutcomeIsToldAsSuch() {
        answer = new AppendResult.Unconfirmed(500);
        var refused = (Reply.Refused) post("hi");
        assertThat(refused.code()).isEqualTo(ErrorCode.UNCONFIRMED);
        assertThat(refused.retryAfterMs()).isEqualTo(500);
        assertThat(refused.message()).contains("same ref");
    }

    private Reply post(String text) {
        return messages.post(ANA, new Command.Post(new Ref("a-1"), HALLWAY, text))
                .join();
    }
}
