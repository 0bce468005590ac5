package dev.hubbub.server.app;

import dev.hubbub.postgres.EmbeddedPostgres;
import dev.hubbub.postgres.PostgresSettings;
import dev.hubbub.server.db.Database;
import dev.hubbub.server.db.DatabaseSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The database, the server behind it if it is ours, and the operator's Redis.
///
/// @param embedded null if the operator named a database
/// @param postgresStart how long our PostgreSQL took to start; zero if it is the operator's
record Storage(@Nullable EmbeddedPostgres embedded, Database database, SharedRedis redis, Duration postgresStart)
        implements AutoCloseable {

    static Storage open(Config config, DataFolder folder, MeterRegistry metrics) {
        if (config.database().isPresent()) {
            DatabaseUrl url = config.database().get();
            return new Storage(
                    null,
                    open(config, url.jdbcUrl(), url.user(), url.password(), metrics),
                    SharedRedis.of(config),
                    Duration.ZERO);
        }
        long begin = System.nanoTime();
        EmbeddedPostgres embedded = EmbeddedPostgres.start(folder.path(), PostgresSettings.defaults());
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        try {
            return new Storage(
                    embedded,
                    open(config, embedded.jdbcUrl(), embedded.username(), embedded.password(), metrics),
                    SharedRedis.of(config),
                    took);
        } catch (RuntimeException e) {
            embedded.close();
            throw e;
        }
    }

    private static Database open(Config config, String jdbcUrl, String user, String password, MeterRegistry metrics) {
        return Database.open(new DatabaseSettings(jdbcUrl, user, password, config.databaseConnections()), metrics);
    }

    @Override
    public void close() {
        redis.close();
        database.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
