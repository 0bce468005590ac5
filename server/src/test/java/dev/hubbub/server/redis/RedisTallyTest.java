package dev.hubbub.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.server.limit.Rate;
import dev.hubbub.server.limit.RateLimit;
import dev.hubbub.server.limit.RateLimits;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two nodes that count in one real Redis.
@Tag("integration")
class RedisTallyTest {
    /// Nothing is refilled while a test runs.
    private static final Rate RATE = new Rate(32, 1, Duration.ofDays(1));

    private final TestRedis server = TestRedis.start();
    private final Redis redis = Redis.at(server.url());
    private final RedisTally here = new RedisTally(redis);
    private final RedisTally there = new RedisTally(redis);

    @AfterEach
    void close() {
        here.close();
        there.close();
        redis.close();
        server.close();
    }

    @Test
    void whatIsTakenOnOneNodeIsGoneOnTheOtherAndMayBecomeADebt() {
        assertThat(left(here, "ana", 30)).isEqualTo(2);
        assertThat(left(there, "ana", 5)).isEqualTo(-3);
        assertThat(left(there, "bo", 1)).isEqualTo(31);
    }

    @Test
    void twoNodesGiveAUserHardlyMoreThanOne() {
        RateLimit<String> first = RateLimits.sharedBy(here).of("posts", RATE);
        RateLimit<String> second = RateLimits.sharedBy(there).of("posts", RATE);
        assertThat(taken(first)).isGreaterThanOrEqualTo(30);
        // Asks until it was told: a portion and what comes within a round trip.
        await().until(() -> second.take("ana") > 0);
        assertThat(second.take("bo")).isZero();
    }

    @Test
    void aRedisThatGoesLeavesLimitsToTheNodesAndServesAgainWhenItIsBack() throws Exception {
        assertThat(left(here, "ana", 10)).isEqualTo(22);
        server.kill();
        RateLimit<String> limit = RateLimits.sharedBy(here).of("posts", RATE);
        assertThat(taken(limit)).isEqualTo(32);
        assertThat(limit.take("ana")).isPositive();
        assertThat(here.settle("ana", RATE, 1)).failsWithin(Duration.ofSeconds(30));
        server.run();
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(left(here, "ana", 1)).isLessThan(22));
    }

    private static long left(RedisTally tally, String key, long tokens) {
        return tally.settle(key, RATE, tokens).toCompletableFuture().join();
    }

    private static int taken(RateLimit<String> limit) {
        int taken = 0;
        for (int i = 0; i < 100; i++) {
            taken += limit.take("ana") == 0 ? 1 : 0;
        }
        return taken;
    }
}
