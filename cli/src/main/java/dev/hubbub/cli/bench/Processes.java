package dev.hubbub.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What Linux counts of processes, read from `/proc`. In user and kernel mode together; the kernel's work for a
/// packet that goes over loopback is counted to its sender.
final class Processes {
    /// Of one moment, in microseconds; zero where there is no process to ask.
    ///
    /// @param nodes of each server, of which there is one but in a cluster
    record Cpu(List<Long> nodes, long postgres, long nats, long bench) {
        Cpu since(Cpu before) {
            return new Cpu(
                    IntStream.range(0, nodes.size())
                            .mapToObj(i -> nodes.get(i) - before.nodes.get(i))
                            .toList(),
                    postgres - before.postgres,
                    nats - before.nats,
                    bench - before.bench);
        }

        /// Of all servers.
        long server() {
            return nodes.stream().mapToLong(Long::longValue).sum();
        }
    }

    /// `sysconf(_SC_CLK_TCK)` is 100 on every Linux that Java runs on.
    private static final long MICROS_PER_TICK = 10_000;

    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int USER_OF_CHILDREN = 13;
    private static final int SYSTEM_OF_CHILDREN = 14;

    private final List<Long> servers;
    private final long aboveDatabase;
    private final long nats;

    /// @param server 0 if it is not known; the embedded PostgreSQL is its descendant
    Processes(long server) {
        this(List.of(server), server, 0);
    }

    /// @param aboveDatabase of whom PostgreSQL is a descendant
    /// @param nats 0 if there is none
    Processes(List<Long> servers, long aboveDatabase, long nats) {
        this.servers = List.copyOf(servers);
        this.aboveDatabase = aboveDatabase;
        this.nats = nats;
    }

    long server() {
        return servers.getFirst();
    }

    Cpu cpu() {
        return new Cpu(
                servers.stream().map(server -> cpu(server, false)).toList(),
                postgres(),
                cpu(nats, false),
                cpu(ProcessHandle.current().pid(), false));
    }

    /// Resident memory of the server itself in bytes, its PostgreSQL not counted.
    long resident() {
        return read(server(), "status")
                .flatMap(text ->
                        text.lines().filter(line -> line.startsWith("VmRSS:")).findFirst())
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .orElse(0L);
    }

    /// Its backends come and go; what ended is in their parent.
    private long postgres() {
        if (aboveDatabase == 0) {
            return 0;
        }
        return ProcessHandle.of(aboveDatabase).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(process -> isPostgres(process.pid()))
                .mapToLong(process -> cpu(process.pid(), true))
                .sum();
    }

    private static boolean isPostgres(long pid) {
        return read(pid, "comm").filter(name -> name.startsWith("postgres")).isPresent();
    }

    private static long cpu(long pid, boolean withEnded) {
        return stat(pid)
                .map(fields -> {
                    long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
                    if (withEnded) {
                        ticks += Long.parseLong(fields[USER_OF_CHILDREN]) + Long.parseLong(fields[SYSTEM_OF_CHILDREN]);
                    }
                    return ticks * MICROS_PER_TICK;
                })
                .orElse(0L);
    }

    /// The fields after the name, which may hold anything and stands in parentheses.
    private static Optional<String[]> stat(long pid) {
        return read(pid, "stat")
                .map(text -> text.substring(text.lastIndexOf(')') + 2).split(" ", -1));
    }

    private static Optional<String> read(long pid, String file) {
        if (pid == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Files.readString(Path.of("/proc", Long.toString(pid), file)).strip());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
