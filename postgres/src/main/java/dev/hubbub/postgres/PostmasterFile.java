package dev.hubbub.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `postmaster.pid`, in which a running server says who it is and how far it has come.
///
/// @param pid of the postmaster, the server's first process
/// @param status `starting`, `ready`, `stopping`, or empty before the first
record PostmasterFile(long pid, String status) {
    private static final int STATUS_LINE = 7;

    static Path in(Path data) {
        return data.resolve("postmaster.pid");
    }

    boolean ready() {
        return status.equals("ready");
    }

    static boolean isStopping(Path data) {
        return read(data).filter(file -> file.status.equals("stopping")).isPresent();
    }

    /// Empty when there is none, or when its first line is still being written.
    static Optional<PostmasterFile> read(Path data) {
        try {
            var lines = Files.readAllLines(in(data));
            return lines.isEmpty() ? Optional.empty() : parse(lines);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<PostmasterFile> parse(List<String> lines) {
        try {
            // A negative number is a single-user server's (an operator's repair).
            var pid = Math.abs(Long.parseLong(lines.getFirst().strip()));
            var status = lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : "";
            return Optional.of(new PostmasterFile(pid, status));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
