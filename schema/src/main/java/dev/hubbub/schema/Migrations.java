package dev.hubbub.schema;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// Brings a database to the tables that this version knows.
public final class Migrations {
    private Migrations() {}

    /// Applies what is missing. Several nodes may do so at once: Flyway holds an advisory lock while it works, and
    /// who comes second waits for it and finds nothing left to do.
    public static void migrate(DataSource database) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:dev/hubbub/schema/migrations")
                .validateMigrationNaming(true)
                .load()
                .migrate();
    }
}
