package dev.hubbub.schema;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// Brings a database to the tables that this version knows.
public final class Migrations {
    /// The checksum of each migration by its version, as Flyway keeps it with what it has applied. A test holds this
    /// against the files.
    static final Map<String, Integer> KNOWN = Map.of(
            "1",
            -1106263365,
            "2",
            -1102914172,
            "3",
            1212402540,
            "4",
            -1013587995,
            "5",
            1060359367,
            "6",
            -622300603,
            "7",
            -1332691252);

    private Migrations() {}

    /// Applies what is missing. Several nodes may do so at once: Flyway holds an advisory lock while it works, and
    /// who comes second waits for it and finds nothing left to do.
    public static void migrate(DataSource database) {
        if (!isUpToDate(database)) {
            flyway(database).migrate();
        }
    }

    /// Whether exactly what we know was applied, and unchanged: then Flyway would find nothing to do or to complain of,
    /// and take a tenth of the start for it. It needs no lock, since each migration commits together with its row.
    private static boolean isUpToDate(DataSource database) {
        var applied = new HashMap<String, Integer>();
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT version, checksum, success FROM flyway_schema_history")) {
            while (rows.next()) {
                if (!rows.getBoolean("success")) {
                    return false;
                }
                applied.put(rows.getString("version"), rows.getInt("checksum"));
            }
            return applied.equals(KNOWN);
        } catch (SQLException _) {
            // A new database has no such table. Other troubles Flyway meets again, and names them.
            return false;
        }
    }

    static Flyway flyway(DataSource database) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:dev/hubbub/schema/migrations")
                .validateMigrationNaming(true)
                .load();
    }
}
