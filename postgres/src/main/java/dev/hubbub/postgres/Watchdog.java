package dev.hubbub.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A small shell process that ends the database after this process is gone, for systems whose kernel does not.
/// It reads from a pipe that only this process writes to, so the end of input means that we ended, however we did.
/// It finds the server by its `postmaster.pid`, so that one watchdog serves through all restarts.
final class Watchdog implements AutoCloseable {
    private static final String SCRIPT = """
            trap '' INT TERM HUP QUIT
            read -r word && exit 0
            # A server just started has not written its file yet.
            for _ in 1 2 3 4 5 6 7 8 9 10; do
              if read -r pid < "$1"; then
                # The number may be another's by now: the file of a killed server stays behind.
                case "$(cat "/proc/$pid/comm" 2>/dev/null || ps -o comm= -p "$pid")" in
                  *postgres*) kill -INT "$pid" ;;
                  *) exit 0 ;;
                esac
                # As patient as a close.
                for _ in 1 2 3 4 5 6 7 8 9 10; do
                  sleep 3
                  kill -0 "$pid" || exit 0
                done
                kill -QUIT "$pid"
                exit 0
              fi
              sleep 0.3
            done 2>/dev/null
            """;

    private final Process process;

    private Watchdog(Process process) {
        this.process = process;
    }

    /// In a session of its own, or whoever kills this process's whole group kills the watchdog with it.
    static Watchdog over(Path data, List<String> session) throws IOException {
        var script = List.of("sh", "-c", SCRIPT, "sh", PostmasterFile.in(data).toString());
        var command = new Command(Launcher.join(session, script));
        return new Watchdog(command.in(Path.of("/"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    boolean alive() {
        return process.isAlive();
    }

    /// Sends it home: the server has been shut down in order.
    @Override
    public void close() {
        try (var pipe = process.getOutputStream()) {
            pipe.write("bye\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
