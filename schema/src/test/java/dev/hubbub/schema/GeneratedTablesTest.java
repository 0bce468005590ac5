package dev.hubbub.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.postgres.EmbeddedPostgres;
import dev.hubbub.postgres.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
final class GeneratedTablesTest {
    private static final String PACKAGE = "dev/hubbub/schema/generated";

    @Test
    void theCheckedInTypesAreThoseOfTheMigrations(@TempDir Path data, @TempDir Path generated) throws Exception {
        try (var postgres = EmbeddedPostgres.start(data, PostgresSettings.forTests())) {
            GenerateTables.generate(postgres.jdbcUrl(), postgres.username(), postgres.password(), generated);
        }

        assertThat(files(Path.of("src/main/java", PACKAGE)))
                .as("run GenerateTables after changing a migration")
                .isEqualTo(files(generated.resolve(PACKAGE)));
    }

    private static Map<String, String> files(Path folder) throws IOException {
        var files = new TreeMap<String, String>();
        try (var paths = Files.walk(folder)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(path).toString(), Files.readString(path));
            }
        }
        return files;
    }
}
