package dev.hubbub.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The same fan-out on this server and on others, in one run: the figures of two machines, or of two days, cannot be
/// compared.
@Command(
        name = "compare",
        description =
                "The fan-out of one room on Hubbub, with log-in and storage, and on Node's ws and Socket.IO without.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class Compare implements Callable<Integer>, LoadOptions.Scenario {
    private static final int SENDERS = 10;
    private static final int STEP_WARMUP = 3;
    private static final long NODE_ROOM = 7;

    @Mixin
    private LoadOptions options = new LoadOptions();

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            defaultValue = "bench",
            description = "Where ws-server.mjs and socket-io-server.mjs are (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("bench");

    @Option(names = "--members", paramLabel = "N", defaultValue = "1000", description = "default: ${DEFAULT-VALUE}")
    private int members = 1_000;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "50",
            description =
                    "Messages a second; all must sustain it for the ratios to mean something (default: ${DEFAULT-VALUE}).")
    private double rate = 50;

    @Option(
            names = "--search",
            description = "Also finds each one's highest rate with the p99 of deliveries under 200 ms.")
    private boolean search;

    /// What one server did.
    ///
    /// @param best empty without a search, and if it did not sustain even the first rate
    private record Outcome(
            String key, String label, Measured measured, Optional<Measured> best, List<String> verdict) {}

    @Override
    public Integer call() throws Exception {
        return options.present(this);
    }

    @Override
    public Report measure() throws Exception {
        List<Outcome> outcomes = List.of(
                hubbub(),
                node("ws", "Node ws", "ws-server.mjs", Dialect.PLAIN),
                node("socketIo", "Socket.IO", "socket-io-server.mjs", Dialect.SOCKET_IO));
        List<Metric> metrics = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            metrics.addAll(metrics(outcome, outcomes.getFirst()));
        }
        List<String> verdict = outcomes.stream()
                .flatMap(outcome -> outcome.verdict().stream().map(fault -> outcome.label() + ": " + fault))
                .toList();
        return new Report("compare", settings(), metrics, verdict);
    }

    private Outcome hubbub() throws Exception {
        System.err.println("Hubbub");
        try (Arena<List<Identity>> arena =
                        Arena.open(options, population -> Crowds.inRooms(population, members, members));
                Fleet fleet = new Fleet(arena.target(), options.threads())) {
            return outcome("hubbub", "Hubbub", fleet, arena.processes(), arena.people());
        }
    }

    private Outcome node(String key, String label, String script, Dialect dialect)
            throws IOException, InterruptedException {
        System.err.println(label);
        Identity anyone = new Identity("", 0, List.of(NODE_ROOM));
        List<Identity> people = Stream.generate(() -> anyone).limit(members).toList();
        try (NodeServer server = NodeServer.start(folder.toAbsolutePath(), script);
                Fleet fleet = new Fleet(options.target(server.uri(), dialect), options.threads())) {
            return outcome(key, label, fleet, new Processes(server.pid()), people);
        }
    }

    private Outcome outcome(String key, String label, Fleet fleet, Processes processes, List<Identity> people)
            throws InterruptedException {
        Senders load = Fanout.connect(fleet, people, SENDERS);
        Measured measured = LoadRun.measure(fleet, processes, rate, load, options.warmup(), options.duration());
        Optional<Measured> best = search
                ? Search.highest(
                        rate,
                        Fanout.MOST_MILLIS,
                        Measured::deliveries,
                        next -> LoadRun.measure(fleet, processes, next, load, STEP_WARMUP, options.duration()))
                : Optional.empty();
        return new Outcome(key, label, measured, best, Verdict.of(fleet, fleet.missing()));
    }

    private List<Metric> metrics(Outcome outcome, Outcome ours) {
        String key = outcome.key();
        String label = outcome.label();
        double micros = outcome.measured().serverMicrosPerDelivery();
        double ourMicros = ours.measured().serverMicrosPerDelivery();
        List<Metric> metrics = new ArrayList<>();
        metrics.add(Metric.of(key + "CpuPerDelivery", label + ": server CPU per delivery", micros, "µs"));
        metrics.add(Metric.of(key + "CpuRatio", "  as a multiple of Hubbub's", micros / ourMicros, "x"));
        metrics.add(Metric.of(
                key + "P99",
                "  delivery p99",
                Measured.millis(outcome.measured().deliveries(), 99),
                "ms"));
        if (search) {
            double most = outcome.best().map(Measured::deliveredPerSecond).orElse(Double.NaN);
            double ourMost = ours.best().map(Measured::deliveredPerSecond).orElse(Double.NaN);
            metrics.add(Metric.of(key + "Sustained", "  most deliveries with p99 under 200 ms", most, "/s"));
            metrics.add(Metric.of(key + "SustainedRatio", "  Hubbub's as a multiple of that", ourMost / most, "x"));
        }
        return metrics;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("members", members);
        settings.put("rate", rate);
        settings.put("textBytes", options.size());
        return settings;
    }
}
