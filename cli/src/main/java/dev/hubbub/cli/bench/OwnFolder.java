package dev.hubbub.cli.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
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
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
