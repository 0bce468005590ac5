package dev.hubbub.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Many who are logged in and say nothing: what a connection holds.
@Command(
        name = "idle",
        description = "Many connections that are logged in and silent: the server's resident memory for each.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class Idle implements Callable<Integer>, LoadOptions.Scenario {
    private static final double MOST_KIBIBYTES = 10;
    private static final int MEMBERS_PER_ROOM = 100;
    private static final int WARMUP_CLIENTS = 500;

    @Mixin
    private LoadOptions options = new LoadOptions();

    @Option(names = "--clients", paramLabel = "N", defaultValue = "10000", description = "default: ${DEFAULT-VALUE}")
    private int clients = 10_000;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long they sit before memory is read (default: ${DEFAULT-VALUE}).")
    private int settle = 10;

    @Override
    public Integer call() throws Exception {
        return options.present(this);
    }

    @Override
    public Report measure() throws Exception {
        try (Arena<List<Identity>> arena =
                Arena.open(options, population -> Crowds.inRooms(population, clients, MEMBERS_PER_ROOM))) {
            warmUp(arena);
            return measure(arena);
        }
    }

    /// Classes, code and pools that the first connections bring are not theirs.
    private void warmUp(Arena<List<Identity>> arena) throws IOException, InterruptedException {
        try (Fleet fleet = new Fleet(arena.target(), options.threads())) {
            fleet.connect(arena.people().subList(0, Math.min(clients, WARMUP_CLIENTS)));
            TimeUnit.SECONDS.sleep(settle);
        }
        TimeUnit.SECONDS.sleep(1);
    }

    private Report measure(Arena<List<Identity>> arena) throws IOException, InterruptedException {
        Processes processes = arena.processes();
        collectGarbage(processes);
        long before = processes.resident();
        long start = System.nanoTime();
        try (Fleet fleet = new Fleet(arena.target(), options.threads())) {
            fleet.connect(arena.people());
            double seconds = (System.nanoTime() - start) / 1e9;
            TimeUnit.SECONDS.sleep(settle);
            long uncollected = processes.resident();
            collectGarbage(processes);
            long after = processes.resident();
            Processes.Cpu from = processes.cpu();
            TimeUnit.SECONDS.sleep(settle);
            Processes.Cpu idle = processes.cpu().since(from);
            List<Metric> metrics = List.of(
                    Metric.atMost(
                            MOST_KIBIBYTES,
                            "residentPerConnection",
                            "resident memory per connection",
                            kibibytes(after - before) / clients,
                            "KiB"),
                    Metric.of(
                            "uncollectedPerConnection",
                            "  before a garbage collection",
                            kibibytes(uncollected - before) / clients,
                            "KiB"),
                    Metric.of("residentBefore", "resident without connections", kibibytes(before) / 1024, "MiB"),
                    Metric.of("residentAfter", "resident with them", kibibytes(after) / 1024, "MiB"),
                    Metric.of("idleCpu", "server CPU while they are silent", idle.server() / 1e4 / settle, "%"),
                    Metric.of(
                            "turnedAway",
                            "log-ins turned away, then made again",
                            (double) fleet.total(tally -> tally.turnedAway.get()),
                            ""),
                    Metric.of("connectsPerSecond", "log-ins, 200 at a time", clients / seconds, "/s"));
            return new Report("idle", settings(), metrics, Verdict.of(fleet, 0));
        }
    }

    private static double kibibytes(long bytes) {
        return bytes / 1024.0;
    }

    /// Or the difference would hold garbage of the log-ins, more or less of it by chance. Needs a JDK's `jcmd`;
    /// without,
    /// the figure is higher.
    private static void collectGarbage(Processes processes) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (Files.isExecutable(jcmd) && processes.server() != 0) {
            Process collection = new ProcessBuilder(jcmd.toString(), Long.toString(processes.server()), "GC.run")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            collection.waitFor();
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("clients", clients);
        settings.put("membersPerRoom", MEMBERS_PER_ROOM);
        return settings;
    }
}
