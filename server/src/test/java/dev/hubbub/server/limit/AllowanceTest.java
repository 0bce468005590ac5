package dev.hubbub.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final long MS = 1_000_000;
    /// As `System.nanoTime` may start: it overflows soon.
    private static final long START = Long.MAX_VALUE - 500 * MS;

    private final Allowance tenPerSecond = new Allowance(Rate.perSecond(10, 3), START);

    @Test
    void aBurstIsTakenAtOnceAndTheNextIsToldHowLongToWait() {
        for (int i = 0; i < 3; i++) {
            assertThat(tenPerSecond.take(START)).isZero();
        }
        assertThat(tenPerSecond.take(START)).isEqualTo(101);
        assertThat(tenPerSecond.take(START + 99 * MS)).isEqualTo(2);
        assertThat(tenPerSecond.take(START + 101 * MS)).isZero();
    }

    @Test
    void whatIsRefusedCostsNothing() {
        for (int i = 0; i < 100; i++) {
            tenPerSecond.take(START);
        }
        assertThat(tenPerSecond.take(START + 100 * MS)).isZero();
    }

    @Test
    void aLongPauseEarnsNoMoreThanTheBurst() {
        long later = START + Duration.ofHours(1).toNanos();
        int taken = 0;
        while (tenPerSecond.take(later) == 0) {
            taken++;
        }
        assertThat(taken).isEqualTo(3);
    }
}
