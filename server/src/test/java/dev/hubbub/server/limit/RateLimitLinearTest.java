package dev.hubbub.server.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Lincheck tries the interleavings of requests, each of which first sweeps out what it finds full. Nothing is
/// refilled meanwhile.
class RateLimitLinearTest {
    private static final Rate ONE = Rate.per(Duration.ofDays(10_000), 1);

    @Test
    @Tag("soak")
    void nobodyGetsMoreByWhatIsSweptOutMeanwhile() {
        Lincheck.runConcurrentTest(300, () -> {
            var limit = new RateLimit<String>(_ -> new LocalAllotment(ONE));
            var admitted = new AtomicInteger();
            Thread other = Thread.ofPlatform().start(() -> {
                limit.take("bo");
                ask(limit, admitted);
            });
            ask(limit, admitted);
            join(other);
            // By hand: Lincheck does not get on with AssertJ inside of what it runs.
            if (admitted.get() != 1) {
                throw new AssertionError("admitted " + admitted.get());
            }
        });
    }

    private static void ask(RateLimit<String> limit, AtomicInteger admitted) {
        if (limit.take("ana") == 0) {
            admitted.incrementAndGet();
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
