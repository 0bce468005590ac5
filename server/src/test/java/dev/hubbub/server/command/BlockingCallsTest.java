package dev.hubbub.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.protocol.ErrorCode;
import dev.hubbub.protocol.ServerMessage.AckBody;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class BlockingCallsTest {
    private static final Reply DONE = new Reply.Done(new AckBody.Done());

    private final BlockingCalls calls = new BlockingCalls(new CommandLimits(100, 10, 1, 1));

    @Test
    void moreThanCanWaitAreRefused() {
        var gate = new CompletableFuture<Reply>();
        var first = calls.call("First", gate::join);
        var second = calls.call("Second", () -> DONE);
        assertThat(code(calls.call("Third", () -> DONE).join())).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(second).isNotDone();
        gate.complete(DONE);
        assertThat(first.join()).isEqualTo(DONE);
        assertThat(second.join()).isEqualTo(DONE);
        assertThat(calls.call("Fourth", () -> DONE).join()).isEqualTo(DONE);
    }

    @Test
    void aDatabaseThatIsAwayIsWorthAskingAgain() {
        var away = new IllegalStateException(new SQLException("gone", "08006"));
        var refused = (Reply.Refused) fail(away);
        assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refused.retryAfterMs()).isPositive();
    }

    @Test
    void aBugIsAnsweredToo() {
        assertThat(code(fail(new IllegalStateException("on purpose")))).isEqualTo(ErrorCode.INTERNAL);
        assertThat(code(fail(new IllegalStateException(new SQLException("syntax", "42601")))))
                .isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void afterTheCloseNothingRuns() {
        calls.close();
        assertThat(code(calls.call("Late", () -> DONE).join())).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    private Reply fail(RuntimeException failure) {
        Supplier<Reply> work = () -> {
            throw failure;
        };
        return calls.call("Failing", work).join();
    }

    private static ErrorCode code(Reply reply) {
        return ((Reply.Refused) reply).code();
    }
}
