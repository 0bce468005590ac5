package dev.hubbub.server.session;

import dev.hubbub.protocol.UserId;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Lincheck tries the interleavings of two ends that come out of order, as they may from this node and the database.
class RevocationsLinearTest {
    private static final UserId ANA = new UserId(2);
    private static final SessionId LAPTOP = new SessionId(11);

    @Test
    @Tag("soak")
    void theLaterGenerationHoldsWhicheverComesFirst() {
        Lincheck.runConcurrentTest(300, () -> {
            var revocations = new Revocations(() -> 0);
            Thread other = Thread.ofPlatform().start(() -> end(revocations, 2));
            end(revocations, 3);
            join(other);
            // By hand: Lincheck does not get on with AssertJ inside of what it runs.
            if (!revocations.cover(ANA, LAPTOP, 2)) {
                throw new AssertionError("a token of generation 2 is let in");
            }
        });
    }

    private static void end(Revocations revocations, long generation) {
        revocations.take(new EndedSession.Earlier(ANA, generation, EndReason.PASSWORD_CHANGED));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
