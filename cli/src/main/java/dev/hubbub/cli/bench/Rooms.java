package dev.hubbub.cli.bench;

import dev.hubbub.protocol.Person;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Many small rooms with everyone in some of them: what a normal day looks like.
@Command(
        name = "rooms",
        description = "Many rooms of few members, everyone in several of them, all of them posting.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class Rooms implements Callable<Integer>, LoadOptions.Scenario {
    @Mixin
    private LoadOptions options = new LoadOptions();

    @Option(names = "--rooms", paramLabel = "N", defaultValue = "1000", description = "default: ${DEFAULT-VALUE}")
    private int rooms = 1_000;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "1000", description = "default: ${DEFAULT-VALUE}")
    private int clients = 1_000;

    @Option(
            names = "--each-in",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many of the rooms each client is in (default: ${DEFAULT-VALUE}).")
    private int eachIn = 10;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Messages a second, over all rooms (default: ${DEFAULT-VALUE}).")
    private double rate = 1_000;

    @Override
    public Integer call() throws Exception {
        return options.present(this);
    }

    @Override
    public Report measure() throws Exception {
        try (Arena<List<Identity>> arena = Arena.open(options, this::crowd);
                Fleet fleet = new Fleet(arena.target(), options.threads())) {
            Senders load = Senders.of(fleet.connect(arena.people()), fleet.target());
            Measured measured =
                    LoadRun.measure(fleet, arena.processes(), rate, load, options.warmup(), options.duration());
            return new Report("rooms", settings(), metrics(measured), Verdict.of(fleet, fleet.missing()));
        }
    }

    /// The i-th user is in the rooms i, i+1, i+2, … so that every room has as many members.
    private List<Identity> crowd(Population population) throws SQLException {
        List<Person> users = population.users(clients);
        List<List<Person>> members = new ArrayList<>();
        IntStream.range(0, rooms).forEach(_ -> members.add(new ArrayList<>()));
        int each = Math.min(eachIn, rooms);
        for (int user = 0; user < clients; user++) {
            for (int i = 0; i < each; i++) {
                members.get((user + i) % rooms).add(users.get(user));
            }
        }
        long[] ids = new long[rooms];
        for (int room = 0; room < rooms; room++) {
            ids[room] = members.get(room).isEmpty() ? 0 : population.room(members.get(room));
        }
        List<Identity> identities = new ArrayList<>();
        for (int user = 0; user < clients; user++) {
            int first = user;
            long[] mine = IntStream.range(0, each)
                    .mapToLong(i -> ids[(first + i) % rooms])
                    .toArray();
            identities.add(population.identity(users.get(user), mine));
        }
        return identities;
    }

    private static List<Metric> metrics(Measured measured) {
        List<Metric> metrics = new ArrayList<>();
        metrics.add(Metric.of("acked", "messages stored and acknowledged", measured.ackedPerSecond(), "/s"));
        metrics.add(Metric.of("deliveries", "deliveries", measured.deliveredPerSecond(), "/s"));
        metrics.add(Metric.of("cpuPerDelivery", "server CPU per delivery", measured.serverMicrosPerDelivery(), "µs"));
        metrics.addAll(Measured.latencyMetrics("delivery", "delivery", measured.deliveries()));
        metrics.addAll(Measured.latencyMetrics("ack", "ack", measured.answers().getFirst()));
        metrics.addAll(measured.cpuMetrics());
        return metrics;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("rooms", rooms);
        settings.put("clients", clients);
        settings.put("eachIn", eachIn);
        settings.put("rate", rate);
        settings.put("textBytes", options.size());
        return settings;
    }
}
