package dev.hubbub.server.app;

import dev.hubbub.server.limit.RateLimits;
import dev.hubbub.server.redis.Redis;
import dev.hubbub.server.redis.RedisTally;
import dev.hubbub.server.redis.RedisUrl;
import java.util.Optional;

/// The Redis of the operator, if he named one, and what is kept in it besides sign-ins.
final class SharedRedis implements AutoCloseable {
    private final Parts parts = new Parts();
    private final Optional<Redis> redis;
    private final RateLimits limits;

    private SharedRedis(Optional<RedisUrl> url) {
        redis = url.map(at -> parts.add(Redis.at(at)));
        limits = redis.map(known -> RateLimits.sharedBy(parts.add(new RedisTally(known))))
                .orElseGet(RateLimits::onThisNode);
    }

    static SharedRedis of(Config config) {
        return new SharedRedis(config.redis());
    }

    Optional<Redis> redis() {
        return redis;
    }

    /// Counted there, or on this node alone.
    RateLimits limits() {
        return limits;
    }

    @Override
    public void close() {
        parts.close();
    }
}
