package dev.hubbub.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Processes of an earlier server on the same data. PostgreSQL refuses to start beside them, since two servers on one
/// folder would destroy it, and a backend outlives a killed postmaster until its statement ends.
record Leftovers(Path data, Duration patience) {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    // PostgreSQL itself gives its processes 5 s before it kills them.
    private static final Duration IMMEDIATE = Duration.ofSeconds(20);
    private static final Path PROC = Path.of("/proc");

    /// With the patience for a shutdown that has a checkpoint to write.
    static Leftovers in(Path data) {
        return new Leftovers(data, Duration.ofSeconds(10));
    }

    /// Returns once a new server may start.
    void clear() {
        awaitPostmaster();
        endOrphans();
        removeStaleFile();
    }

    /// One that still runs was told to shut down when its server process died, and is at it.
    private void awaitPostmaster() {
        var running = PostmasterFile.read(data).map(PostmasterFile::pid).filter(this::worksHere);
        if (running.isEmpty()) {
            return;
        }
        long pid = running.get();
        log.info("PostgreSQL of an earlier run (process {}) is still shutting down in {}", pid, data);
        BooleanSupplier gone = () -> !worksHere(pid);
        if (Waiting.until(gone, patience)) {
            return;
        }
        if (!PostmasterFile.isStopping(data)) {
            throw new PostgresStartException(
                    "A PostgreSQL that another run left behind still works on %s (process %d). Stop it with: kill -INT %d"
                            .formatted(data, pid, pid));
        }
        if (!Waiting.until(gone, patience.multipliedBy(2))) {
            endStuck(pid, gone);
        }
    }

    /// PostgreSQL 18 can wait for its own checkpointer for ever when told to shut down while it recovers from the crash
    /// of a backend (seen). Its data is safe in the WAL.
    private void endStuck(long pid, BooleanSupplier gone) {
        log.warn("PostgreSQL of an earlier run (process {}) does not finish its shutdown: ending it at once", pid);
        Signal.QUIT.send(pid);
        if (!Waiting.until(gone, IMMEDIATE)) {
            throw new PostgresStartException(
                    "A PostgreSQL that another run left behind works on %s and cannot be ended (process %d)."
                            .formatted(data, pid));
        }
    }

    /// Backends whose postmaster is gone. Nothing they do can be committed for a client any more, and a long statement
    /// would hold the restart up, so they get what a postmaster gives its own after a crash: SIGQUIT.
    void endOrphans() {
        var orphans = orphans();
        if (orphans.isEmpty()) {
            return;
        }
        log.warn("Ending {} processes that a killed PostgreSQL left behind in {}", orphans.size(), data);
        orphans.forEach(pid -> Signal.QUIT.send(pid));
        BooleanSupplier gone = () -> orphans().isEmpty();
        if (!Waiting.until(gone, patience)) {
            orphans().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            if (!Waiting.until(gone, patience)) {
                throw new PostgresStartException(
                        "Processes of a killed PostgreSQL still work on %s and cannot be ended: %s"
                                .formatted(data, orphans()));
            }
        }
    }

    /// After a restart of the container another program may have the number that the file names, and PostgreSQL would
    /// take that for itself. By now we know better, where `/proc` has shown that nobody works on the data.
    private void removeStaleFile() {
        var named = PostmasterFile.read(data).map(PostmasterFile::pid);
        if (hasProc() && named.isPresent() && ProcessHandle.of(named.get()).isPresent()) {
            try {
                Files.deleteIfExists(PostmasterFile.in(data));
            } catch (IOException e) {
                throw new PostgresStartException(
                        "%s is left over and cannot be removed: %s".formatted(PostmasterFile.in(data), e), e);
            }
        }
    }

    private List<Long> orphans() {
        if (!hasProc()) {
            return List.of();
        }
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.map(ProcessHandle::pid).filter(this::worksHere).toList();
        }
    }

    /// Whether the process is PostgreSQL's, and of this data folder, in which all of its processes work.
    private boolean worksHere(long pid) {
        if (!hasProc()) {
            return runsPostgres(pid);
        }
        var process = PROC.resolve(Long.toString(pid));
        try {
            return Files.readString(process.resolve("comm")).strip().equals("postgres")
                    && Files.readSymbolicLink(process.resolve("cwd")).equals(data);
        } catch (IOException e) {
            // Ended meanwhile, or another user's: no user but ours can run a server on our data.
            return false;
        }
    }

    /// As near as it gets without `/proc`.
    private static boolean runsPostgres(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().command())
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
    }

    private static boolean hasProc() {
        return Files.isDirectory(PROC.resolve("self"));
    }
}
