package dev.hubbub.server.gateway;

import dev.hubbub.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Lincheck tries the interleavings of one user's last connection, which goes, and his next one, which comes.
class AttendanceLinearTest {
    private static final UserId ANA = new UserId(2);

    @Test
    @Tag("soak")
    void whoeverEnteredIsFoundThoughTheLastOneLeftJustThen() {
        Lincheck.runConcurrentTest(300, () -> {
            var attendance = new Attendance<String>(2);
            attendance.tryEnter(ANA, "laptop");
            Thread leaving = Thread.ofPlatform().start(() -> attendance.leave(ANA, "laptop"));
            boolean entered = attendance.tryEnter(ANA, "phone");
            join(leaving);
            List<String> found = new ArrayList<>();
            attendance.forEach(ANA, found::add);
            // By hand: Lincheck does not get on with AssertJ inside of what it runs.
            if (!entered || !found.equals(List.of("phone"))) {
                throw new AssertionError("entered " + entered + ", found " + found);
            }
        });
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
