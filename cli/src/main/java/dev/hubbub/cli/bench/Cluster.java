package dev.hubbub.cli.bench;

import dev.hubbub.cli.process.Node;
import dev.hubbub.protocol.Person;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Rooms whose members are spread over nodes: what comes across, how fast, what it costs each node, and what
/// becomes of the users of a node that dies.
@Command(
        name = "cluster",
        description = "Several nodes with one PostgreSQL and one NATS, and rooms with members on all of them.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class Cluster implements Callable<Integer>, LoadOptions.Scenario {
    private static final double LEAST_ACROSS = 50_000;
    private static final double MOST_MILLIS = 30;
    private static final int STEP_WARMUP = 3;
    /// Who sits on the node that his room's messages are posted to, and who elsewhere, are read for by two
    /// loops.
    private static final int NEAR = 0;

    private static final int ACROSS = 1;

    @Mixin
    private LoadOptions options = new LoadOptions();

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "2", description = "default: ${DEFAULT-VALUE}")
    private int nodes = 2;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "10000", description = "default: ${DEFAULT-VALUE}")
    private int clients = 10_000;

    @Option(
            names = "--members",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many of them share a room (default: ${DEFAULT-VALUE}).")
    private int members = 100;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Messages a second, over all rooms (default: ${DEFAULT-VALUE}).")
    private double rate = 1_000;

    @Option(names = "--no-nats", description = "Without NATS, to see what the bus costs.")
    private boolean noNats;

    @Option(
            names = "--search",
            description = "Also finds the highest rate at which the p99 of deliveries across nodes stays under 30 ms.")
    private boolean search;

    @Option(names = "--lose-node", description = "Kills the last node afterwards; its users come back elsewhere.")
    private boolean loseNode;

    /// @param everyone room by room
    /// @param homes on which node each room's messages are posted
    /// @param seats on which node each of them is
    private record Crowd(List<Identity> everyone, Map<Long, Integer> homes, Map<Identity, Integer> seats) {}

    @Override
    public Integer call() throws Exception {
        return options.present(this);
    }

    @Override
    public Report measure() throws Exception {
        try (ClusterArena<Crowd> arena = ClusterArena.open(options, nodes, !noNats, this::crowd);
                Fleet fleet = new Fleet(target(arena.nodes().getFirst()), 2)) {
            return measure(arena, fleet);
        }
    }

    private Target target(Node node) {
        return options.target(node.url(), Dialect.PLAIN);
    }

    private Crowd crowd(Population population) throws SQLException {
        List<Person> users = population.users(clients);
        Crowd crowd = new Crowd(new ArrayList<>(), new HashMap<>(), new HashMap<>());
        int number = 0;
        for (int from = 0; from < clients; from += members) {
            List<Person> inside = users.subList(from, Math.min(clients, from + members));
            long room = population.room(inside);
            crowd.homes().put(room, number % nodes);
            number++;
            for (int i = 0; i < inside.size(); i++) {
                Identity identity = population.identity(inside.get(i), room);
                crowd.everyone().add(identity);
                crowd.seats().put(identity, i % nodes);
            }
        }
        return crowd;
    }

    private static int seat(Crowd crowd, Identity identity) {
        return crowd.seats().getOrDefault(identity, 0);
    }

    private static int home(Crowd crowd, Identity identity) {
        return crowd.homes().getOrDefault(identity.rooms().getFirst(), 0);
    }

    private Report measure(ClusterArena<Crowd> arena, Fleet fleet) throws InterruptedException, IOException {
        Crowd crowd = arena.people();
        List<Target> targets = arena.nodes().stream().map(this::target).toList();
        List<Client> everyone = fleet.connect(crowd.everyone(), identity -> {
            int seat = seat(crowd, identity);
            return new Fleet.Place(targets.get(seat), seat == home(crowd, identity) ? NEAR : ACROSS);
        });
        Senders load = Senders.of(senders(crowd, everyone), fleet.target());
        Processes processes = arena.processes();
        Measured measured = LoadRun.measure(fleet, processes, rate, load, options.warmup(), options.duration());
        List<Metric> metrics = new ArrayList<>(metrics(measured));
        if (search) {
            Optional<Measured> best = Search.highest(
                    rate,
                    MOST_MILLIS,
                    Cluster::across,
                    next -> LoadRun.measure(fleet, processes, next, load, STEP_WARMUP, options.duration()));
            best.ifPresent(found -> metrics.addAll(searched(found)));
        }
        List<String> faults = loseNode
                ? new LostNode(fleet, everyone, targets).lose(arena.nodes().getLast(), metrics)
                : Verdict.of(fleet, fleet.missing());
        return new Report("cluster", settings(), metrics, faults);
    }

    /// One in each room, on its home.
    private static List<Client> senders(Crowd crowd, List<Client> everyone) {
        Map<Long, Client> senders = new LinkedHashMap<>();
        everyone.stream()
                .filter(client -> seat(crowd, client.identity()) == home(crowd, client.identity()))
                .forEach(client -> senders.putIfAbsent(client.identity().rooms().getFirst(), client));
        return List.copyOf(senders.values());
    }

    private static Histogram across(Measured measured) {
        return measured.byLoop().get(ACROSS);
    }

    private static double acrossPerSecond(Measured measured) {
        return across(measured).getTotalCount() / measured.seconds();
    }

    private List<Metric> metrics(Measured measured) {
        List<Metric> metrics = new ArrayList<>();
        boolean asAsked = nodes == 2 && clients == 10_000 && rate == 1_000 && !noNats;
        metrics.add(Metric.of("acked", "messages stored and acknowledged", measured.ackedPerSecond(), "/s"));
        metrics.add(Metric.of("deliveries", "deliveries", measured.deliveredPerSecond(), "/s"));
        double across = acrossPerSecond(measured);
        metrics.add(
                asAsked
                        ? Metric.atLeast(LEAST_ACROSS, "across", "  of them across nodes", across, "/s")
                        : Metric.of("across", "  of them across nodes", across, "/s"));
        Histogram times = across(measured);
        metrics.add(Metric.of("acrossP50", "delivery across nodes p50", Measured.millis(times, 50), "ms"));
        metrics.add(Metric.of("acrossP99", "delivery across nodes p99", Measured.millis(times, 99), "ms")
                .atMostIf(asAsked, MOST_MILLIS));
        metrics.add(Metric.of("acrossP999", "delivery across nodes p99.9", Measured.millis(times, 99.9), "ms"));
        Histogram near = measured.byLoop().get(NEAR);
        metrics.add(Metric.of("nearP50", "delivery on the same node p50", Measured.millis(near, 50), "ms"));
        metrics.add(Metric.of("nearP99", "delivery on the same node p99", Measured.millis(near, 99), "ms"));
        metrics.addAll(Measured.latencyMetrics("ack", "ack", measured.answers().getFirst()));
        metrics.addAll(costs(measured));
        metrics.addAll(measured.cpuMetrics());
        return metrics;
    }

    private static List<Metric> costs(Measured measured) {
        List<Metric> metrics = new ArrayList<>();
        Processes.Cpu cpu = measured.cpu();
        for (int i = 0; i < cpu.nodes().size(); i++) {
            metrics.add(Metric.of(
                    "node" + (i + 1) + "PerMessage",
                    "CPU of node " + (i + 1) + " per message",
                    measured.perAck(cpu.nodes().get(i)),
                    "µs"));
        }
        metrics.add(Metric.of("nodesPerMessage", "CPU of all nodes per message", measured.perAck(cpu.server()), "µs"));
        metrics.add(Metric.of("natsPerMessage", "CPU of NATS per message", measured.perAck(cpu.nats()), "µs"));
        metrics.add(Metric.of(
                "postgresPerMessage", "CPU of PostgreSQL per message", measured.perAck(cpu.postgres()), "µs"));
        return metrics;
    }

    private static List<Metric> searched(Measured best) {
        return List.of(
                Metric.of("sustainedRate", "highest rate with p99 across nodes under 30 ms", best.rate(), "/s"),
                Metric.of("sustainedAcross", "  deliveries across nodes", acrossPerSecond(best), "/s"),
                Metric.of("sustainedP99", "  delivery across nodes p99", Measured.millis(across(best), 99), "ms"));
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("nodes", nodes);
        settings.put("nats", !noNats);
        settings.put("clients", clients);
        settings.put("members", members);
        settings.put("rate", rate);
        settings.put("textBytes", options.size());
        return settings;
    }
}
