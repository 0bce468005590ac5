package dev.hubbub.schema;

import java.nio.file.Path;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;
import org.postgresql.ds.PGSimpleDataSource;

/// Writes the types for the tables anew; run it after adding a migration.
///
/// Arguments: the JDBC URL, user and password of an empty database, and the folder to write to
/// (`schema/src/main/java`).
final class GenerateTables {
    private GenerateTables() {}

    static void main(String[] args) throws Exception {
        generate(args[0], args[1], args[2], Path.of(args[3]));
    }

    static void generate(String url, String user, String password, Path folder) throws Exception {
        var database = new PGSimpleDataSource();
        database.setUrl(url);
        database.setUser(user);
        database.setPassword(password);
        Migrations.migrate(database);
        GenerationTool.generate(new Configuration()
                .withLogging(Logging.WARN)
                .withJdbc(new Jdbc().withUrl(url).withUser(user).withPassword(password))
                .withGenerator(generator(folder)));
    }

    private static Generator generator(Path folder) {
        return new Generator()
                .withDatabase(new Database()
                        .withName("org.jooq.meta.postgres.PostgresDatabase")
                        .withInputSchema("public")
                        .withOutputSchemaToDefault(true)
                        .withIncludes(".*")
                        .withExcludes("flyway_.*")
                        .withIncludeRoutines(false)
                        .withForcedTypes(new ForcedType()
                                .withName("INSTANT")
                                .withIncludeTypes("timestamptz.*|timestamp.*with.*time.*zone.*")))
                .withGenerate(new Generate()
                        .withRecords(false)
                        .withComments(false)
                        .withJavadoc(false)
                        .withIndexes(false)
                        .withSources(false)
                        .withDefaultCatalog(false)
                        .withGeneratedAnnotation(false))
                .withTarget(new Target()
                        .withPackageName("dev.hubbub.schema.generated")
                        .withDirectory(folder.toString())
                        .withClean(true));
    }
}
