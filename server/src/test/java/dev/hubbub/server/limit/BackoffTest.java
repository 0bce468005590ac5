package dev.hubbub.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final AtomicLong nanos = new AtomicLong(-1);
    private final Backoff<String> backoff = new Backoff<>(3, Duration.ofMinutes(1), Duration.ofHours(1), nanos::get);

    @Test
    void theFirstFailuresCostNothingAndEachLaterOneTwiceAsMuch() {
        fail(3);
        assertThat(backoff.take("ana")).isBetween(1L, 1_001L);
        pass(Duration.ofSeconds(1));
        fail(1);
        assertThat(backoff.take("ana")).isBetween(1_001L, 2_001L);
        pass(Duration.ofSeconds(2));
        fail(1);
        assertThat(backoff.take("ana")).isBetween(2_001L, 4_001L);
        assertThat(backoff.take("bo")).isZero();
    }

    @Test
    void noWaitIsLongerThanTheLongest() {
        for (int i = 0; i < 40; i++) {
            pass(Duration.ofMinutes(1));
            fail(1);
        }
        assertThat(backoff.take("ana")).isBetween(59_000L, 60_001L);
    }

    @Test
    void askingWhileOneMustWaitDoesNotLengthenTheWait() {
        fail(3);
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.take("ana")).isPositive();
        }
        pass(Duration.ofSeconds(1));
        assertThat(backoff.take("ana")).isZero();
    }

    @Test
    void successForgetsAndSoDoesTime() {
        fail(3);
        backoff.succeeded("ana");
        fail(3);
        pass(Duration.ofHours(1).plusSeconds(1));
        fail(3);
    }

    @Test
    void aTryThatWasNotMadeDoesNotCount() {
        for (int i = 0; i < 10; i++) {
            fail(1);
            backoff.giveBack("ana");
        }
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(backoff.take("ana")).isZero();
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
