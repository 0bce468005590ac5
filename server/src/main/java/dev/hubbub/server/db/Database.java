package dev.hubbub.server.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.hubbub.schema.Migrations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
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

    /// Connects and brings the tables up to date.
    public static Database open(DatabaseSettings settings) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        var pool = new HikariDataSource(pool(settings));
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

    /// Whether the database answers now; for the health check.
    public boolean answers() {
        try {
            return sql.selectOne().fetchOne() != null;
        } catch (org.jooq.exception.DataAccessException e) {
            return false;
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
