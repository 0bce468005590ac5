package dev.hubbub.cli.process;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Ends a process after this one is gone, however that ended: a small shell waits for the end of a pipe that
/// only this process holds.
final class Leash implements AutoCloseable {
    private static final String SCRIPT = """
            trap '' INT TERM HUP QUIT
            read -r word && exit 0
            kill -TERM "$1" || exit 0
            for _ in 1 2 3 4 5 6 7 8 9 10; do
              sleep 1
              kill -0 "$1" || exit 0
            done
            kill -KILL "$1"
            """;

    private final Process shell;

    private Leash(Process shell) {
        this.shell = shell;
    }

    static Leash on(Process process) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", SCRIPT, "sh", Long.toString(process.pid())));
        return new Leash(builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /// The process has ended, and its number may soon be another's.
    @Override
    public void close() {
        try (OutputStream pipe = shell.getOutputStream()) {
            pipe.write('\n');
        } catch (IOException _) {
            // The shell is gone, and so is what it could do.
        }
    }
}
