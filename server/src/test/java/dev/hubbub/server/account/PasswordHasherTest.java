package dev.hubbub.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.hubbub.server.account.PasswordHasher.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
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

    /// 2^4 + 2^4 + 2^5 rounds are 2^6.
    @Test
    void aWrongPasswordCostsTheSameWhenTheHashIsAnOldCheaperOne() {
        try (var old = new PasswordHasher(4);
                var now = new PasswordHasher(6)) {
            String hash = old.hash("correct horse").orElseThrow();
            assertThat(now.costsLeft(verify("wrong horse", hash))).containsExactly(4, 5);
            assertThat(now.costsLeft(verify("correct horse", hash))).isEmpty();
            assertThat(old.costsLeft(verify("wrong horse", hash))).isEmpty();
            assertThat(now.verify("wrong horse", hash)).isEqualTo(Verdict.MISMATCH);
            assertThat(now.verify("correct horse", hash)).isEqualTo(Verdict.MATCH);
        }
    }

    private static BCrypt.Result verify(String password, String hash) {
        return BCrypt.verifyer()
                .verify(password.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
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
    void oneCoreIsLeftToThoseWhoChat() {
        assertThat(PasswordHasher.threadsFor(1)).isEqualTo(1);
        assertThat(PasswordHasher.threadsFor(2)).isEqualTo(1);
        assertThat(PasswordHasher.threadsFor(8)).isEqualTo(7);
    }
}
