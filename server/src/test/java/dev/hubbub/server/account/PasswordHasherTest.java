package dev.hubbub.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.hubbub.server.account.PasswordHasher.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

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

    /// The work is 2^cost rounds for a hash that can be read, and none for one that cannot.
    @Test
    void anUnknownUserCostsTheWorkOfAWrongPassword() {
        try (var hasher = new PasswordHasher(5)) {
            byte[] nobody = hasher.nobodysHash().getBytes(StandardCharsets.US_ASCII);
            BCrypt.Result result = BCrypt.verifyer().verify("wrong horse".getBytes(StandardCharsets.US_ASCII), nobody);
            assertThat(result.validFormat).isTrue();
            assertThat(result.details.cost).isEqualTo(5);
            assertThat(hasher.verifyNothing("wrong horse")).isEqualTo(Verdict.MISMATCH);
        }
    }

    @Test
    void aFloodIsTurnedAwayInsteadOfQueueingForEver() {
        var gate = new CountDownLatch(1);
        var started = new CountDownLatch(1);
        Queue<Verdict> verdicts = new ConcurrentLinkedQueue<>();
        try (var hasher = new PasswordHasher(4, 1);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            long idle = hasher.retryAfterMs();
            callers.execute(() -> hasher.run(() -> {
                started.countDown();
                gate.await();
                return "";
            }));
            await().until(() -> started.getCount() == 0);
            for (int i = 0; i < 40; i++) {
                callers.execute(() -> verdicts.add(hasher.verifyNothing("some password")));
            }
            await().until(() -> verdicts.size() == 40 - PasswordHasher.QUEUE_PER_THREAD);
            assertThat(verdicts).containsOnly(Verdict.BUSY);
            assertThat(hasher.retryAfterMs()).isGreaterThan(idle);
            gate.countDown();
        }
        assertThat(verdicts).hasSize(40).contains(Verdict.MISMATCH);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void bcryptGivesWayToEverybodyElse() throws IOException {
        int own = niceness();
        try (var hasher = new PasswordHasher(4)) {
            assertThat(hasher.run(PasswordHasherTest::niceness)).hasValue(Math.min(19, own + 10));
        }
        assertThat(niceness()).isEqualTo(own);
    }

    /// Of the thread that asks.
    private static int niceness() throws IOException {
        String stat = Files.readString(Path.of("/proc/thread-self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Integer.parseInt(fields[16]);
    }
}
