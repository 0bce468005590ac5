package dev.hubbub.cli.bench;

import dev.hubbub.protocol.Person;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Pages at random depths of a long log: the oldest must come as fast as the newest.
@Command(
        name = "history",
        description = "Pages of history at random depths of one long room.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class History implements Callable<Integer>, LoadOptions.Scenario {
    private static final double MOST_P99 = 10;
    /// A page is marked with the third of the log that it is from, the newest first.
    private static final List<String> DEPTHS = List.of("newest third", "middle third", "oldest third");

    @Mixin
    private LoadOptions options = new LoadOptions();

    @Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "1000000",
            description =
                    "How many the room holds. They are put into the database, not posted (default: ${DEFAULT-VALUE}).")
    private int messages = 1_000_000;

    @Option(names = "--page", paramLabel = "N", defaultValue = "50", description = "default: ${DEFAULT-VALUE}")
    private int page = 50;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "20", description = "default: ${DEFAULT-VALUE}")
    private int clients = 20;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100",
            description = "Pages a second, of all clients together (default: ${DEFAULT-VALUE}).")
    private double rate = 100;

    @Override
    public Integer call() throws Exception {
        return options.present(this);
    }

    @Override
    public Report measure() throws Exception {
        try (Arena<List<Identity>> arena = Arena.open(options, this::crowd);
                Fleet fleet = new Fleet(arena.target(), options.threads())) {
            List<Client> readers = fleet.connect(arena.people());
            Pacer.Load load = (index, intended) -> ask(readers.get((int) (index % readers.size())), intended, index);
            Measured measured =
                    LoadRun.measure(fleet, arena.processes(), rate, load, options.warmup(), options.duration());
            return new Report("history", settings(), metrics(measured), verdict(fleet, measured));
        }
    }

    private List<Identity> crowd(Population population) throws SQLException {
        List<Person> users = population.users(clients);
        long room = population.room(users);
        population.messages(room, users, messages);
        return users.stream()
                .map(user -> population.reader(user, room, messages))
                .toList();
    }

    private void ask(Client client, long intended, long number) {
        int before = ThreadLocalRandom.current().nextInt(page + 1, messages + 2);
        int depth = Math.clamp((long) (messages - before) * DEPTHS.size() / messages, 0, DEPTHS.size() - 1);
        client.command("{\"type\":\"history\",\"ref\":\"%s\",\"room\":\"%d\",\"before\":%d,\"limit\":%d}"
                .formatted(
                        Post.ref(intended, depth, number),
                        client.identity().rooms().getFirst(),
                        before,
                        page));
    }

    private static List<String> verdict(Fleet fleet, Measured measured) {
        List<String> faults = new ArrayList<>(Verdict.of(fleet, 0));
        if (measured.refused() > 0) {
            faults.add("refused: " + fleet.refusals());
        }
        return faults;
    }

    private List<Metric> metrics(Measured measured) {
        List<Metric> metrics = new ArrayList<>();
        metrics.add(Metric.of("pages", "pages", measured.ackedPerSecond(), "/s"));
        for (int depth = 0; depth < DEPTHS.size(); depth++) {
            var latencies = measured.answers().get(depth);
            String key = "depth" + depth;
            metrics.add(Metric.of(key + "P50", DEPTHS.get(depth) + ", page p50", Measured.millis(latencies, 50), "ms"));
            metrics.add(Metric.atMost(
                    MOST_P99, key + "P99", DEPTHS.get(depth) + ", page p99", Measured.millis(latencies, 99), "ms"));
        }
        metrics.add(Metric.of(
                "cpuPerPage",
                "server CPU per page",
                measured.perAck(measured.cpu().server()),
                "µs"));
        metrics.add(Metric.of(
                "postgresPerPage",
                "its PostgreSQL's CPU per page",
                measured.perAck(measured.cpu().postgres()),
                "µs"));
        metrics.addAll(measured.cpuMetrics());
        return metrics;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("messages", messages);
        settings.put("page", page);
        settings.put("clients", clients);
        settings.put("rate", rate);
        return settings;
    }
}
