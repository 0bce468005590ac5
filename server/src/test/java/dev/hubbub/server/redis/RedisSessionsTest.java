package dev.hubbub.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.session.SessionStore;
import dev.hubbub.server.session.SessionStoreContract;
import dev.hubbub.server.session.StoreUnavailable;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisSessionsTest extends SessionStoreContract {
    private final TestRedis server = TestRedis.start();
    private final Redis redis = Redis.at(server.url());
    private final RedisSessions sessions = new RedisSessions(redis);

    @Override
    protected SessionStore store() {
        return sessions;
    }

    @Test
    void aKilledRedisIsToldAtOnceAndServesAgainOnceItIsBack() throws IOException {
        sessions.of(new UserId(1), Instant.now());
        server.kill();
        assertThatThrownBy(() -> sessions.of(new UserId(1), Instant.now())).isInstanceOf(StoreUnavailable.class);
        server.run();
        await().ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(sessions.of(new UserId(1), Instant.now())).isEmpty());
    }

    @Test
    void aRedisThatComesLaterIsFound() throws IOException {
        try (TestRedis other = TestRedis.start()) {
            other.kill();
            try (Redis early = Redis.at(other.url())) {
                RedisSessions store = new RedisSessions(early);
                assertThatThrownBy(() -> store.of(new UserId(1), Instant.now())).isInstanceOf(StoreUnavailable.class);
                other.run();
                assertThat(store.of(new UserId(1), Instant.now())).isEmpty();
            }
        }
    }

    @AfterAll
    void close() {
        redis.close();
        server.close();
    }
}
