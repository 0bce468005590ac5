package dev.hubbub.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every refusal names what is wrong, where, and what to do.
@Tag("integration")
class RefusalTest {
    @TempDir
    Path folder;

    @Test
    void aSecondServerOnTheFolderIsRefusedNamingTheHolder() {
        var holder = Long.toString(ProcessHandle.current().pid());
        try (var _ = EmbeddedPostgres.start(folder, PostgresSettings.forTests())) {
            assertRefused().hasMessageContainingAll(folder.toString(), holder, "Stop that one");
            // The refusal must not have dropped the lock of the first.
            assertRefused().hasMessageContaining(holder);
        }
    }

    @Test
    void aSecondProcessOnTheFolderIsRefusedNamingTheHolder() throws Exception {
        try (var child = ChildServer.start(folder)) {
            child.awaitReady();
            assertRefused().hasMessageContainingAll(folder.toString(), Long.toString(child.pid()), "Stop that one");
        }
    }

    @Test
    void aDatabaseOfAnotherMajorVersionIsRefusedNamingBoth() throws Exception {
        Files.createDirectories(folder.resolve("pgdata"));
        Files.writeString(folder.resolve("pgdata/PG_VERSION"), "15\n");
        assertRefused().hasMessageContainingAll("made by PostgreSQL 15", Binaries.VERSION, "pg_dump", "move it away");
    }

    @Test
    void aFolderThatIsNoDatabaseIsRefusedAndLeftAlone() throws Exception {
        var holiday = Files.createDirectories(folder.resolve("pgdata")).resolve("holiday.jpg");
        Files.writeString(holiday, "sea");
        assertRefused().hasMessageContaining("no PG_VERSION");
        assertThat(holiday).exists();
    }

    @Test
    void aFailedStartCarriesTheServersLastWords() {
        var settings = PostgresSettings.forTests().withParameter("work_mem", "plenty");
        assertThatThrownBy(() -> EmbeddedPostgres.start(folder, settings))
                .isInstanceOf(PostgresStartException.class)
                .hasMessageContainingAll("ended while starting", "work_mem", "plenty");
        // And gives the folder back.
        EmbeddedPostgres.start(folder, PostgresSettings.forTests()).close();
    }

    @Test
    void rootIsToldWhichFolderTheOtherUserCannotPass() throws Exception {
        assumeTrue(Account.choose().isAnother(), "for root only");
        var closed = Files.createDirectory(
                folder.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatThrownBy(() -> EmbeddedPostgres.start(closed.resolve("data"), PostgresSettings.forTests()))
                .isInstanceOf(PostgresStartException.class)
                .hasMessageContaining("chmod o+x " + closed + ")");
    }

    @Test
    void aDatabaseOfAnotherUserIsRefusedNamingBoth() throws Exception {
        assumeTrue(Account.choose().isAnother(), "only root can make one");
        EmbeddedPostgres.start(folder, PostgresSettings.forTests()).close();
        Files.setAttribute(folder.resolve("pgdata"), "unix:uid", 0);
        assertRefused().hasMessageContainingAll("belongs to user root", "chown");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
        return assertThatThrownBy(() -> EmbeddedPostgres.start(folder, PostgresSettings.forTests()))
                .isInstanceOf(PostgresStartException.class);
    }
}
