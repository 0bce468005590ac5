package dev.hubbub.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentRateTest {
    private final AtomicLong nanos = new AtomicLong(7);
    private final RecentRate rate = new RecentRate(nanos::get);

    @Test
    void itIsOverTheTimeSinceTheStartAtFirst() {
        rate.add(30);
        assertThat(rate.perSecond()).isZero();
        pass(3);
        assertThat(rate.perSecond()).isEqualTo(10);
    }

    @Test
    void itIsOverTheLastMinuteThen() {
        for (int second = 0; second < 200; second++) {
            rate.add(second < 140 ? 5 : 20);
            pass(1);
        }
        assertThat(rate.perSecond()).isEqualTo(20);
    }

    @Test
    void whatIsOlderThanAMinuteIsForgottenThoughNothingCame() {
        rate.add(600);
        pass(60);
        assertThat(rate.perSecond()).isEqualTo(10);
        pass(1);
        assertThat(rate.perSecond()).isZero();
        pass(10_000);
        assertThat(rate.perSecond()).isZero();
    }

    private void pass(int seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
