package dev.hubbub.cli.bench;

import dev.hubbub.cli.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A data folder for one run, deleted afterwards.
record OwnFolder(Path path) implements AutoCloseable {

    /// @param parent null for the system's folder for temporary files
    static OwnFolder create(@Nullable Path parent) throws IOException {
        Path path = parent == null
                ? Files.createTempDirectory("hubbub-bench-")
                : Files.createTempDirectory(Files.createDirectories(parent), "hubbub-bench-");
        if (Files.getFileStore(path).type().equals("tmpfs")) {
            System.err.println(
                    "Note: " + path + " is in memory, where commits cost nothing. Choose a disk with --data.");
        }
        return new OwnFolder(path);
    }

    @Override
    public void close() throws IOException {
        Folders.delete(path);
    }
}
