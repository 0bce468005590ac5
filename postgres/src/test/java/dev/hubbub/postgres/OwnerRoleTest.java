package dev.hubbub.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class OwnerRoleTest {
    @TempDir
    Path folder;

    @Test
    void aMistakeInSqlReachesNeitherFilesNorPrograms() throws Exception {
        try (var postgres = start()) {
            Sql.ask(postgres, "create table hallway (text text)");
            for (var reach : new String[] {
                "copy hallway from '/etc/passwd'",
                "copy hallway to program 'cat'",
                "select pg_read_file('PG_VERSION')",
                "alter system set fsync = off",
                "alter role hubbub_owner superuser"
            }) {
                assertThatThrownBy(() -> Sql.ask(postgres, reach))
                        .as(reach)
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void aFolderOfAnEarlierVersionHandsItsTablesOver() throws Exception {
        try (var postgres = start()) {
            Sql.askAsSuperuser(postgres, folder, "alter database postgres owner to hubbub");
            Sql.askAsSuperuser(postgres, folder, "drop role hubbub_owner");
            Sql.askAsSuperuser(postgres, folder, "create table hallway as select 'hi' as text");
        }
        Files.delete(folder.resolve("postgres.owner.password"));
        try (var postgres = start()) {
            Sql.ask(postgres, "alter table hallway add column seq int");
            assertThat(Sql.ask(postgres, "select text from hallway")).isEqualTo("hi");
            assertThat(Sql.ask(postgres, "select tableowner from pg_tables where tablename = 'hallway'"))
                    .isEqualTo(postgres.username());
            Sql.ask(postgres, "create table design (text text)");
        }
    }

    @Test
    void aLostPasswordIsReplaced() throws Exception {
        start().close();
        Files.delete(folder.resolve("postgres.owner.password"));
        try (var postgres = start()) {
            assertThat(Sql.ask(postgres, "select 'hi'")).isEqualTo("hi");
        }
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(folder, PostgresSettings.forTests());
    }
}
