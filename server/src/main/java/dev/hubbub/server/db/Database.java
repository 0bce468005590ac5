package dev.hubbub.server.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import dev.hubbub.schema.Migrations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/// The connection pool to a migrated database. Safe for any thread; open one, close it last.
public final class Database implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 5_000;

    private final DatabaseSettings settings;
    private final HikariDataSource pool;
    private final DSLContext sql;
    private final String epoch;

    private Database(DatabaseSettings settings, HikariDataSource pool) {
        this.settings = settings;
        this.pool = pool;
        sql = DSL.using(pool, SQLDialect.POSTGRES);
        epoch = Epoch.read(sql);
    }

    /// One that nobody watches.
    public static Database open(DatabaseSettings settings) {
        return open(settings, new SimpleMeterRegistry());
    }

    /// Connects and brings the tables up to date.
    ///
    /// @param metrics of the pool
    public static Database open(DatabaseSettings settings, MeterRegistry metrics) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        HikariConfig config = pool(settings);
        config.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(metrics));
        var pool = new HikariDataSource(config);
        try {
            Migrations.migrate(pool);
            return new Database(settings, pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static HikariConfig pool(DatabaseSettings settings) {
        var config = new HikariConfig();
        config.setPoolName("hubbub");
        config.setJdbcUrl(settings.jdbcUrl());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.poolSize());
        config.setConnectionTimeout(CONNECT_TIMEOUT_MS);
        config.addDataSourceProperty("ApplicationName", "hubbub");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return config;
    }

    /// Names this history of the database. Another one means that sequences may have rewound: after a restore
    /// from a backup or the promotion of a standby. Opaque.
    public String epoch() {
        return epoch;
    }

    /// How long a question and its answer take now, waiting for a connection included; empty if there is none.
    public Optional<Duration> ping() {
        long begin = System.nanoTime();
        try {
            sql.selectOne().fetch();
            return Optional.of(Duration.ofNanos(System.nanoTime() - begin));
        } catch (DataAccessException _) {
            return Optional.empty();
        }
    }

    /// A connection outside the pool that the caller owns, with these properties of the driver besides user and
    /// password.
    public Connection connect(Properties properties) throws SQLException {
        var all = new Properties();
        all.putAll(properties);
        all.setProperty("user", settings.user());
        all.setProperty("password", settings.password());
        return DriverManager.getConnection(settings.jdbcUrl(), all);
    }

    DSLContext sql() {
        return sql;
    }

    @Override
    public void close() {
        pool.close();
    }
}
