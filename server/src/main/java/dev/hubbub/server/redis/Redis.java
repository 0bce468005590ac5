package dev.hubbub.server.redis;

import dev.hubbub.server.session.StoreUnavailable;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way to one Redis: connected when it is first needed, so that a server starts without it, and kept up by
/// Lettuce from then on. Safe for any thread; blocks for at most a few seconds.
public final class Redis implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Redis.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /// Lettuce would wait half a minute in the end, and nobody could sign in so long after Redis is back.
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final RedisClient client;
    private final ClientResources resources;
    private final Line<String> sessions;
    private final Line<byte[]> limits;

    private Redis(RedisUrl url, RedisClient client, ClientResources resources) {
        this.client = client;
        this.resources = resources;
        sessions = new Line<>(client::connect, url, "nobody can sign in");
        limits = new Line<>(
                () -> client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)),
                url,
                "each node counts limits for itself");
    }

    /// Says in the log whether it is there; it may come later.
    public static Redis at(RedisUrl url) {
        RedisURI uri = url.uri();
        uri.setTimeout(PATIENCE);
        uri.setClientName("hubbub");
        ClientResources resources = DefaultClientResources.builder()
                .reconnectDelay(Delay.constant(RETRY))
                .build();
        RedisClient client = RedisClient.create(resources, uri);
        client.setOptions(ClientOptions.builder()
                // A command that waits for Redis to come back would hold up its caller until it times out.
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(PATIENCE)
                        .keepAlive(true)
                        .build())
                .timeoutOptions(TimeoutOptions.enabled(PATIENCE))
                .build());
        Redis redis = new Redis(url, client, resources);
        redis.lookForIt();
        return redis;
    }

    private void lookForIt() {
        try {
            call(RedisCommands::ping);
        } catch (StoreUnavailable e) {
            LOG.debug("Not there yet", e);
        }
    }

    /// @throws StoreUnavailable if Redis does not do it
    <T> T call(Function<RedisCommands<String, String>, T> work) {
        try {
            T result = work.apply(sessions.connected().sync());
            sessions.answered();
            return result;
        } catch (RedisException e) {
            sessions.missed(e);
            throw new StoreUnavailable(e);
        }
    }

    /// For limits.
    Line<byte[]> limits() {
        return limits;
    }

    @Override
    public void close() {
        client.shutdown();
        var _ = resources.shutdown();
    }
}
