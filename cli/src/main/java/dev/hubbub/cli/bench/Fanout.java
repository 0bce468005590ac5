package dev.hubbub.cli.bench;

import dev.hubbub.protocol.Person;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// One room with many members: what a delivery costs, and how many a second there can be.
@Command(
        name = "fanout",
        description = "One room with many members, some of whom post.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class Fanout implements Callable<Integer>, LoadOptions.Scenario {
    private static final double MOST_MICROS = 6;
    private static final double LEAST_DELIVERIES = 1_000_000;
    static final double MOST_MILLIS = 200;
    private static final int STEP_WARMUP = 3;

    @Mixin
    private LoadOptions options = new LoadOptions();

    @Option(names = "--members", paramLabel = "N", defaultValue = "1000", description = "default: ${DEFAULT-VALUE}")
    private int members = 1_000;

    @Option(
            names = "--senders",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many of them post (default: ${DEFAULT-VALUE}).")
    private int senders = 10;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100",
            description = "Messages a second, of all senders together (default: ${DEFAULT-VALUE}).")
    private double rate = 100;

    @Option(
            names = "--search",
            description = "Also finds the highest rate at which the p99 of deliveries stays under 200 ms.")
    private boolean search;

    @Override
    public Integer call() throws Exception {
        return options.present(this);
    }

    @Override
    public Report measure() throws Exception {
        try (Arena<List<Identity>> arena = Arena.open(options, this::crowd);
                Fleet fleet = new Fleet(arena.target(), options.threads())) {
            return measure(fleet, arena.processes(), arena.people());
        }
    }

    private List<Identity> crowd(Population population) throws java.sql.SQLException {
        List<Person> users = population.users(members);
        long room = population.room(users);
        return users.stream().map(user -> population.identity(user, room)).toList();
    }

    private Report measure(Fleet fleet, Processes processes, List<Identity> people) throws InterruptedException {
        Senders load = connect(fleet, people, senders);
        Measured measured = LoadRun.measure(fleet, processes, rate, load, options.warmup(), options.duration());
        List<Metric> metrics = new ArrayList<>(metrics(measured));
        if (search) {
            Optional<Measured> best = Search.highest(
                    rate,
                    MOST_MILLIS,
                    Measured::deliveries,
                    next -> LoadRun.measure(fleet, processes, next, load, STEP_WARMUP, options.duration()));
            metrics.addAll(best.map(Fanout::searched).orElse(List.of(sustained(Double.NaN))));
        }
        return new Report("fanout", settings(), metrics, Verdict.of(fleet, fleet.missing()));
    }

    /// Everyone of `people` in one room; the first ones post.
    static Senders connect(Fleet fleet, List<Identity> people, int senders) {
        List<Client> clients = fleet.connect(people);
        return Senders.of(clients.subList(0, Math.min(senders, clients.size())), fleet.target());
    }

    private List<Metric> metrics(Measured measured) {
        List<Metric> metrics = new ArrayList<>();
        metrics.add(Metric.of("deliveries", "deliveries", measured.deliveredPerSecond(), "/s"));
        boolean asAsked = members == 1_000 && rate == 100;
        double micros = measured.serverMicrosPerDelivery();
        metrics.add(Metric.of("cpuPerDelivery", "server CPU per delivery", micros, "µs")
                .atMostIf(asAsked, MOST_MICROS));
        metrics.add(Metric.of(
                "postgresPerPost",
                "its PostgreSQL's CPU per post",
                measured.perAck(measured.cpu().postgres()),
                "µs"));
        metrics.addAll(Measured.latencyMetrics("delivery", "delivery", measured.deliveries()));
        metrics.addAll(Measured.latencyMetrics("ack", "ack", measured.answers().getFirst()));
        metrics.addAll(measured.cpuMetrics());
        return metrics;
    }

    /// @param deliveries not a number if it did not even sustain the first rate
    private static Metric sustained(double deliveries) {
        return Metric.atLeast(
                LEAST_DELIVERIES, "sustainedDeliveries", "most deliveries with p99 under 200 ms", deliveries, "/s");
    }

    private static List<Metric> searched(Measured best) {
        return List.of(
                sustained(best.deliveredPerSecond()),
                Metric.of("sustainedRate", "  at a rate of", best.rate(), "/s"),
                Metric.of("sustainedCpu", "  server CPU per delivery", best.serverMicrosPerDelivery(), "µs"),
                Metric.of("sustainedP50", "  delivery p50", Measured.millis(best.deliveries(), 50), "ms"),
                Metric.of("sustainedP99", "  delivery p99", Measured.millis(best.deliveries(), 99), "ms"));
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("members", members);
        settings.put("senders", senders);
        settings.put("rate", rate);
        settings.put("textBytes", options.size());
        return settings;
    }
}
