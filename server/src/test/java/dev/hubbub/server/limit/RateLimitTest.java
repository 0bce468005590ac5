package dev.hubbub.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    /// Nothing is refilled while a test runs.
    private static final Rate THREE = new Rate(3, 1, Duration.ofDays(1));

    @Test
    void eachKeyHasABurstAndIsThenToldHowLongToWait() {
        RateLimit<String> limit = RateLimits.onThisNode().of("posts", THREE);
        assertThat(taken(limit, "ana", 5)).isEqualTo(3);
        assertThat(limit.take("ana")).isBetween(1L, Duration.ofDays(1).toMillis());
        assertThat(taken(limit, "bo", 5)).isEqualTo(3);
    }

    @Test
    void whatIsRefusedCostsNothing() {
        RateLimit<String> limit = RateLimits.onThisNode().of("posts", new Rate(1, 1_000_000, Duration.ofSeconds(1)));
        for (int i = 0; i < 100_000; i++) {
            assertThat(limit.take("ana")).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void theFullOnesAreSweptOutAndTheOthersStay() {
        var limit = new RateLimit<Integer>(key -> new LocalAllotment(key == 0 ? THREE : Rate.perSecond(1_000_000, 1)));
        assertThat(taken(limit, 0, 5)).isEqualTo(3);
        for (int i = 1; i < 100_000; i++) {
            limit.take(i);
        }
        assertThat(limit.size()).isLessThan(1_000);
        assertThat(limit.take(0)).isPositive();
    }

    @Test
    void strangersWhoChooseTheirKeysDoNotFillTheMemory() {
        var limit = new RateLimit<Integer>(_ -> new LocalAllotment(THREE), 100);
        for (int i = 0; i < 10_000; i++) {
            assertThat(limit.take(i)).isZero();
        }
        assertThat(limit.size()).isLessThanOrEqualTo(100);
    }

    private static <K> int taken(RateLimit<K> limit, K key, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += limit.take(key) == 0 ? 1 : 0;
        }
        return taken;
    }
}
