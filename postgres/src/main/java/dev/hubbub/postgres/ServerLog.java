package dev.hubbub.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The file PostgreSQL writes its log to, kept below a size. PostgreSQL appends to it by itself, not through this
/// process, or a stalled JVM would stall the database with it.
record ServerLog(Path file, long limit) {
    private static final int TAIL_LINES = 12;
    private static final int TAIL_BYTES = 8192;

    static ServerLog in(Path folder) {
        // Two files of this size at most: weeks of checkpoints.
        return new ServerLog(folder.resolve("postgres.log"), 8 << 20);
    }

    /// Where the next line will stand.
    long end() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The last lines written since `start`.
    List<String> linesSince(long start) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var from = Math.max(Math.min(start, channel.size()), channel.size() - TAIL_BYTES);
            var bytes = ByteBuffer.allocate((int) (channel.size() - from));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
            var lines = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
        } catch (IOException e) {
            return List.of("(%s cannot be read: %s)".formatted(file, e));
        }
    }

    /// Moves what is there aside once it is too long. PostgreSQL holds the file open, so its content is copied and cut
    /// off rather than the file renamed; a line written in between is lost.
    void bound() throws IOException {
        if (end() > limit) {
            Files.copy(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
        }
    }
}
