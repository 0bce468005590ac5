package dev.hubbub.server.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection, made by the first who needs it; Lettuce restores it from then on. The log says once when it is
/// away, and once when it is back. Safe for any thread.
final class Line<V> {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    private final Supplier<StatefulRedisConnection<String, V>> connect;
    private final RedisUrl url;
    private final String meanwhile;
    private final AtomicBoolean away = new AtomicBoolean();
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable StatefulRedisConnection<String, V> connection;

    /// @param meanwhile what an operator has to know as long as it is away
    Line(Supplier<StatefulRedisConnection<String, V>> connect, RedisUrl url, String meanwhile) {
        this.connect = connect;
        this.url = url;
        this.meanwhile = meanwhile;
    }

    /// @throws RedisException if it cannot be made, or another is waiting for that already
    StatefulRedisConnection<String, V> connected() {
        StatefulRedisConnection<String, V> known = connection;
        if (known != null) {
            return known;
        }
        if (!connecting.tryLock()) {
            throw new RedisException("another caller is connecting");
        }
        try {
            StatefulRedisConnection<String, V> made = connect.get();
            connection = made;
            return made;
        } finally {
            connecting.unlock();
        }
    }

    /// Whoever asked got an answer.
    void answered() {
        if (away.compareAndSet(true, false)) {
            LOG.info("Redis answers again at {}: no longer {}", url, meanwhile);
        }
    }

    /// Whoever asked got none.
    void missed(Throwable why) {
        if (away.compareAndSet(false, true)) {
            LOG.warn("Redis does not answer at {}; until it does, {}: {}", url, meanwhile, why.getMessage());
        }
    }
}
