package dev.hubbub.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path parent;

    @Test
    void onlyItsOwnerMayLookIn() throws IOException {
        DataFolder folder = DataFolder.open(parent.resolve("data"));
        folder.signingKey();
        assertThat(permissions(folder.path())).isEqualTo("rwx------");
        assertThat(permissions(folder.path().resolve("jwt.key"))).isEqualTo("rw-------");
    }

    @Test
    void theKeyIsMadeOnce() throws IOException {
        Path path = parent.resolve("data");
        DataFolder.open(path).signingKey();
        String key = Files.readString(path.resolve("jwt.key"));
        DataFolder again = DataFolder.open(path);
        again.signingKey();
        assertThat(again.fresh()).isFalse();
        assertThat(Files.readString(path.resolve("jwt.key"))).isEqualTo(key);
        try (var files = Files.list(path)) {
            assertThat(files).hasSize(1);
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
