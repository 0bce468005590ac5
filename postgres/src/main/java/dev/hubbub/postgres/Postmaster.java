package dev.hubbub.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running server: the postmaster, which every other process of PostgreSQL is a child of.
final class Postmaster {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration FAST = Duration.ofSeconds(30);
    private static final Duration IMMEDIATE = Duration.ofSeconds(10);

    private final Process process;
    private final Path data;
    private final ServerLog serverLog;
    private final long logStart;

    private Postmaster(Process process, Path data, ServerLog serverLog, long logStart) {
        this.process = process;
        this.data = data;
        this.serverLog = serverLog;
        this.logStart = logStart;
    }

    /// Must be called on the thread that lives as long as the server; see [Launcher].
    static Postmaster spawn(Launcher launcher, Binaries binaries, DataFolder folder, int port, ServerLog serverLog)
            throws IOException {
        var words = new ArrayList<>(
                List.of(binaries.postgres().toString(), "-D", folder.data().toString()));
        words.addAll(Configuration.fixed(folder.configuration(), port));
        if (!Files.exists(serverLog.file())) {
            var secret = PosixFilePermissions.fromString("rw-------");
            Files.createFile(serverLog.file(), PosixFilePermissions.asFileAttribute(secret));
        }
        var logStart = serverLog.end();
        var process = launcher.command(words)
                .in(folder.data())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(serverLog.file().toFile()))
                .start();
        return new Postmaster(process, folder.data(), serverLog, logStart);
    }

    long pid() {
        return process.pid();
    }

    /// Runs the action on another thread when it has ended, or at once if it has.
    void onExit(Runnable action) {
        var _ = process.onExit().thenRun(action);
    }

    /// Waits until it takes connections. Asking the file costs less than a failed connection, each of which would be a
    /// process of PostgreSQL and a line in its log.
    void awaitReady(Duration limit, BooleanSupplier givenUp) {
        BooleanSupplier settled = () -> isReady() || !process.isAlive() || givenUp.getAsBoolean();
        var inTime = Waiting.until(settled, limit);
        if (!process.isAlive()) {
            throw new PostgresStartException(
                    "PostgreSQL in %s ended while starting (exit status %d). Its last words:\n%s"
                            .formatted(data, process.exitValue(), String.join("\n", lastWords())));
        }
        if (!inTime) {
            stop();
            throw new PostgresStartException(
                    "PostgreSQL in %s did not become ready within %d s, and was stopped. Its last words:\n%s"
                            .formatted(data, limit.toSeconds(), String.join("\n", lastWords())));
        }
    }

    private boolean isReady() {
        return PostmasterFile.read(data)
                .filter(file -> file.pid() == process.pid() && file.ready())
                .isPresent();
    }

    List<String> lastWords() {
        return serverLog.linesSince(logStart);
    }

    /// How it ended.
    String exit() {
        // Shells and Java add 128 to the number of the signal that ended a process.
        var status = process.exitValue();
        return status > 128 ? "killed by signal " + (status - 128) : "exit status " + status;
    }

    /// Ends it as gently as it lets us, and waits for that.
    void stop() {
        if (!process.isAlive()) {
            return;
        }
        Signal.INT.send(pid());
        if (endsWithin(FAST)) {
            return;
        }
        log.warn(
                "PostgreSQL (process {}) did not shut down within {} s: ending it at once; its next start recovers",
                pid(),
                FAST.toSeconds());
        Signal.QUIT.send(pid());
        if (!endsWithin(IMMEDIATE)) {
            process.destroyForcibly();
            endsWithin(IMMEDIATE);
        }
    }

    private boolean endsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Only the supervisor waits here, and nobody interrupts it.
            throw new IllegalStateException(e);
        }
    }
}
