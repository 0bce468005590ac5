package dev.hubbub.postgres;

import java.nio.file.Path;

/// The signals PostgreSQL knows and Java cannot send.
enum Signal {
    /// Fast shutdown: ends the sessions, writes a checkpoint.
    INT,
    /// Immediate shutdown: the next start recovers from the WAL.
    QUIT;

    void send(long pid) {
        // Fails when the process has just ended, which is what we want of it anyway.
        Command.of("sh", "-c", "kill -" + name() + " " + pid).run(Path.of("/"));
    }
}
