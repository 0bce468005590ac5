package dev.hubbub.server.redis;

import dev.hubbub.server.session.StoreUnavailable;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way to one Redis: connected when it is first needed, so that a server starts without it, and kept up by
/// Lettuce from then on. Safe for any thread; blocks for at most a few seconds.
public final class Redis implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Redis.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final RedisUrl url;
    private final RedisClient client;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable StatefulRedisConnection<String, String> connection;

    private Redis(RedisUrl url, RedisClient client) {
        this.url = url;
        this.client = client;
    }

    /// Says in the log whether it is there; it may come later.
    public static Redis at(RedisUrl url) {
        RedisURI uri = url.uri();
        uri.setTimeout(PATIENCE);
        uri.setClientName("hubbub");
        RedisClient client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                // A command that waits for Redis to come back would hold up its caller until it times out.
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(
                        SocketOptions.builder().connectTimeout(PATIENCE).keepAlive(true).build())
                .timeoutOptions(TimeoutOptions.enabled(PATIENCE))
                .build());
        Redis redis = new Redis(url, client);
        try {
            redis.call(RedisCommands::ping);
        } catch (StoreUnavailable e) {
            LOG.warn("Redis does not answer at {}; nobody can sign in until it does", url);
        }
        return redis;
    }

    /// @throws StoreUnavailable if Redis does not do it
    <T> T call(Function<RedisCommands<String, String>, T> work) {
        try {
            return work.apply(connected().sync());
        } catch (RedisException e) {
            LOG.debug("Redis at {} failed", url, e);
            throw new StoreUnavailable(e);
        }
    }

    private StatefulRedisConnection<String, String> connected() {
        StatefulRedisConnection<String, String> known = connection;
        if (known != null) {
            return known;
        }
        if (!connecting.tryLock()) {
            throw new RedisException("another caller is connecting");
        }
        try {
            StatefulRedisConnection<String, String> made = client.connect();
            connection = made;
            return made;
        } finally {
            connecting.unlock();
        }
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
