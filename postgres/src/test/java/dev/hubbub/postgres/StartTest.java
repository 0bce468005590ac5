package dev.hubbub.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class StartTest {
    @TempDir
    Path folder;

    @Test
    void theVersionThatRunsIsTheOneNamed() throws Exception {
        try (var postgres = EmbeddedPostgres.start(folder, PostgresSettings.forTests())) {
            assertThat(Sql.ask(postgres, "show server_version")).isEqualTo(Binaries.VERSION);
        }
    }
}
