package dev.hubbub.cli.bench;

import dev.hubbub.protocol.Person;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Many who post into many rooms, and few who read: what the log takes.
@Command(
        name = "ingest",
        description = "Many senders over many rooms with few members: from post to ack, which comes after the commit.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class Ingest implements Callable<Integer>, LoadOptions.Scenario {
    private static final double MOST_P50 = 3;
    private static final double MOST_P99 = 15;
    private static final double LEAST_RATE = 20_000;
    private static final double MOST_MILLIS = 200;
    private static final int STEP_WARMUP = 3;

    @Mixin
    private LoadOptions options = new LoadOptions();

    @Option(names = "--rooms", paramLabel = "N", defaultValue = "100", description = "default: ${DEFAULT-VALUE}")
    private int rooms = 100;

    @Option(
            names = "--senders",
            paramLabel = "N",
            defaultValue = "200",
            description = "Each is in one room, and so sees what is posted there (default: ${DEFAULT-VALUE}).")
    private int senders = 200;

    @Option(
            names = "--readers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Each is in all rooms (default: ${DEFAULT-VALUE}).")
    private int readers = 1;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Messages a second, of all senders together (default: ${DEFAULT-VALUE}).")
    private double rate = 1_000;

    @Option(
            names = "--search",
            description = "Also finds the highest rate at which the p99 of acks stays under 200 ms.")
    private boolean search;

    private record Crowd(List<Identity> senders, List<Identity> readers) {}

    @Override
    public Integer call() throws Exception {
        return options.present(this);
    }

    @Override
    public Report measure() throws Exception {
        try (Arena<Crowd> arena = Arena.open(options, this::crowd);
                Fleet fleet = new Fleet(arena.target(), options.threads())) {
            return measure(fleet, arena.processes(), arena.people());
        }
    }

    private Crowd crowd(Population population) throws SQLException {
        List<Person> posting = population.users(senders);
        List<Person> reading = population.users(readers);
        List<List<Person>> members = new ArrayList<>();
        for (int room = 0; room < rooms; room++) {
            members.add(new ArrayList<>(reading));
        }
        for (int i = 0; i < senders; i++) {
            members.get(i % rooms).add(posting.get(i));
        }
        long[] ids = new long[rooms];
        for (int room = 0; room < rooms; room++) {
            ids[room] = population.room(members.get(room));
        }
        List<Identity> posters = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
            posters.add(population.identity(posting.get(i), ids[i % rooms]));
        }
        return new Crowd(
                posters,
                reading.stream().map(user -> population.identity(user, ids)).toList());
    }

    private Report measure(Fleet fleet, Processes processes, Crowd crowd) throws InterruptedException {
        fleet.connect(crowd.readers());
        Senders load = Senders.of(fleet.connect(crowd.senders()), fleet.target());
        Measured measured = LoadRun.measure(fleet, processes, rate, load, options.warmup(), options.duration());
        List<Metric> metrics = new ArrayList<>(metrics(measured));
        if (search) {
            Optional<Measured> best = Search.highest(
                    rate,
                    MOST_MILLIS,
                    Ingest::acks,
                    next -> LoadRun.measure(fleet, processes, next, load, STEP_WARMUP, options.duration()));
            metrics.addAll(best.map(Ingest::searched).orElse(List.of(sustained(Double.NaN))));
        }
        return new Report("ingest", settings(), metrics, Verdict.of(fleet, fleet.missing()));
    }

    private static Histogram acks(Measured measured) {
        return measured.answers().getFirst();
    }

    private List<Metric> metrics(Measured measured) {
        List<Metric> metrics = new ArrayList<>();
        metrics.add(Metric.of("acked", "messages stored and acknowledged", measured.ackedPerSecond(), "/s"));
        double p50 = Measured.millis(acks(measured), 50);
        double p99 = Measured.millis(acks(measured), 99);
        boolean asAsked = rate == 1_000;
        metrics.add(Metric.of("ackP50", "post to ack p50", p50, "ms").atMostIf(asAsked, MOST_P50));
        metrics.add(Metric.of("ackP99", "post to ack p99", p99, "ms").atMostIf(asAsked, MOST_P99));
        metrics.add(Metric.of("ackP999", "post to ack p99.9", Measured.millis(acks(measured), 99.9), "ms"));
        metrics.addAll(Measured.latencyMetrics("delivery", "delivery", measured.deliveries()));
        metrics.add(cpuPerPost(
                "serverPerPost", "server CPU per message", measured.cpu().server(), measured));
        metrics.add(cpuPerPost(
                "postgresPerPost",
                "its PostgreSQL's CPU per message",
                measured.cpu().postgres(),
                measured));
        metrics.addAll(measured.cpuMetrics());
        metrics.add(Metric.of("refused", "refused", (double) measured.refused(), ""));
        return metrics;
    }

    private static Metric cpuPerPost(String key, String label, long micros, Measured measured) {
        return Metric.of(key, label, measured.perAck(micros), "µs");
    }

    /// @param rate not a number if it did not even sustain the first one
    private static Metric sustained(double rate) {
        return Metric.atLeast(LEAST_RATE, "sustained", "most messages with p99 of acks under 200 ms", rate, "/s");
    }

    private static List<Metric> searched(Measured best) {
        return List.of(
                sustained(best.ackedPerSecond()),
                Metric.of("sustainedP50", "  post to ack p50", Measured.millis(acks(best), 50), "ms"),
                Metric.of("sustainedP99", "  post to ack p99", Measured.millis(acks(best), 99), "ms"),
                cpuPerPost(
                        "sustainedServer",
                        "  server CPU per message",
                        best.cpu().server(),
                        best),
                cpuPerPost(
                        "sustainedPostgres",
                        "  its PostgreSQL's CPU per message",
                        best.cpu().postgres(),
                        best));
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("rooms", rooms);
        settings.put("senders", senders);
        settings.put("readers", readers);
        settings.put("rate", rate);
        settings.put("textBytes", options.size());
        return settings;
    }
}
