package dev.hubbub.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.server.account.PasswordHasher.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {
    @Test
    void itTellsTheRightPasswordFromOthers() {
        try (var hasher = new PasswordHasher(4)) {
            String hash = hasher.hash("correct horse").orElseThrow();
            assertThat(hash).startsWith("$2a$04$");
            assertThat(hasher.verify("correct horse", hash)).isEqualTo(Verdict.MATCH);
            assertThat(hasher.verify("wrong horse", hash)).isEqualTo(Verdict.MISMATCH);
        }
    }

    @Test
    void aPasswordThatIsTooLongNeverMatches() {
        try (var hasher = new PasswordHasher(4)) {
            String hash = hasher.hash("x".repeat(72)).orElseThrow();
            assertThat(hasher.verify("x".repeat(73), hash)).isEqualTo(Verdict.MISMATCH);
        }
    }

    @Test
    void anUnknownUserCostsTheWorkOfAWrongPassword() {
        try (var hasher = new PasswordHasher(8)) {
            String hash = hasher.hash("correct horse").orElseThrow();
            long wrong = nanos(() -> hasher.verify("wrong horse", hash));
            long unknown = nanos(() -> hasher.verifyNothing("wrong horse"));
            assertThat(unknown).isBetween(wrong / 3, wrong * 3);
        }
    }

    @Test
    void aFloodIsTurnedAwayInsteadOfQueueingForEver() throws Exception {
        try (var hasher = new PasswordHasher(10, 1);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Verdict>> flood = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                flood.add(() -> hasher.verifyNothing("some password"));
            }
            List<Verdict> verdicts = new ArrayList<>();
            for (Future<Verdict> answer : callers.invokeAll(flood)) {
                verdicts.add(answer.get());
            }
            assertThat(verdicts).contains(Verdict.BUSY, Verdict.MISMATCH);
            assertThat(hasher.retryAfterMs()).isPositive();
        }
    }

    /// The fastest of some, which the machine's other work disturbs least.
    private static long nanos(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }
}
