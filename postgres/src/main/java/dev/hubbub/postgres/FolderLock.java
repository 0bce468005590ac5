package dev.hubbub.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The right to run a server in a folder, held by one process at a time. The operating system takes it back when the
/// process ends, however it ends. The file names the holder for whoever comes second.
final class FolderLock implements AutoCloseable {
    // Closing any channel of a file drops all locks the process has on it: a second attempt in this process must not
    // even open the file.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static FolderLock acquire(Path folder) {
        var file = folder.resolve("postgres.lock");
        if (!HELD_HERE.add(file)) {
            throw taken(folder, ourPid());
        }
        try {
            return open(folder, file);
        } catch (AccessDeniedException e) {
            HELD_HERE.remove(file);
            throw new PostgresStartException(
                    "%s belongs to another user. Start as the user who made it, or hand the folder over: chown -R %s %s"
                            .formatted(file, System.getProperty("user.name"), folder),
                    e);
        } catch (IOException e) {
            HELD_HERE.remove(file);
            throw new PostgresStartException("%s could not be locked (%s).".formatted(file, e), e);
        } catch (RuntimeException e) {
            HELD_HERE.remove(file);
            throw e;
        }
    }

    private static FolderLock open(Path folder, Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw taken(folder, Files.readString(file).strip());
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(ourPid().getBytes(StandardCharsets.US_ASCII)));
            return new FolderLock(file, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String ourPid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    private static PostgresStartException taken(Path folder, String pid) {
        return new PostgresStartException(
                "The folder %s is in use by another server (process %s). Stop that one, or give this one a folder of its own."
                        .formatted(folder, pid));
    }

    @Override
    public void close() {
        try {
            // The file stays: deleting it would let a third process lock a new one while a second waits on the old.
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
