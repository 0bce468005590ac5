package dev.hubbub.server.gateway;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.session.EndReason;
import dev.hubbub.server.session.EndedSession;
import dev.hubbub.server.session.Revocations;
import dev.hubbub.server.session.SessionId;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Lincheck tries the interleavings of a session's end with the hello of a connection, which enters and then looks
/// whether it still may, as [Pass] does.
class EndedSessionLinearTest {
    private static final UserId ANA = new UserId(2);
    private static final SessionId LAPTOP = new SessionId(11);

    @Test
    @Tag("soak")
    void noConnectionOutlivesItsSession() {
        Lincheck.runConcurrentTest(500, EndedSessionLinearTest::endWhileSomeoneComes);
    }

    private static void endWhileSomeoneComes() {
        var revocations = new Revocations();
        var attendance = new Attendance<AtomicBoolean>(5);
        var laptop = new AtomicBoolean(true);
        revocations.onEnd(ended -> attendance.forEach(ended.user(), connection -> connection.set(false)));
        Thread ending = new Thread(() -> revocations.take(new EndedSession.One(ANA, LAPTOP, EndReason.SIGNED_OUT)));
        ending.start();
        attendance.tryEnter(ANA, laptop);
        if (revocations.cover(ANA, LAPTOP, 0)) {
            laptop.set(false);
        }
        join(ending);
        // By hand: Lincheck does not get on with AssertJ inside of what it runs.
        if (laptop.get()) {
            throw new AssertionError("open, though its session ended");
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
