package dev.hubbub.cli.bench;

import dev.hubbub.protocol.Person;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Everyone is cut off at once and comes back: how long until the last one is there and has what was said
/// meanwhile.
@Command(
        name = "storm",
        description =
                "All connections are cut at once, something is posted to every room, and all come back and resume.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class Storm implements Callable<Integer>, LoadOptions.Scenario {
    private static final double MOST_SECONDS = 10;
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(5);

    @Mixin
    private LoadOptions options = new LoadOptions();

    @Option(names = "--clients", paramLabel = "N", defaultValue = "10000", description = "default: ${DEFAULT-VALUE}")
    private int clients = 10_000;

    @Option(
            names = "--members",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many of them share a room (default: ${DEFAULT-VALUE}).")
    private int members = 100;

    @Option(
            names = "--posts",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many messages each room gets while they are away (default: ${DEFAULT-VALUE}).")
    private int posts = 5;

    /// @param poster in all rooms; stays connected
    private record Crowd(List<Identity> people, Identity poster) {}

    @Override
    public Integer call() throws Exception {
        return options.present(this);
    }

    @Override
    public Report measure() throws Exception {
        try (Arena<Crowd> arena = Arena.open(options, this::crowd);
                Fleet fleet = new Fleet(arena.target(), options.threads())) {
            Client poster = fleet.connect(List.of(arena.people().poster())).getFirst();
            List<Client> everyone = fleet.connect(arena.people().people());
            return storm(fleet, arena.processes(), poster, everyone);
        }
    }

    private Crowd crowd(Population population) throws SQLException {
        List<Person> users = population.users(clients);
        Person poster = population.users(1).getFirst();
        List<Identity> people = new ArrayList<>();
        List<Long> rooms = new ArrayList<>();
        for (int from = 0; from < clients; from += members) {
            List<Person> inside = users.subList(from, Math.min(clients, from + members));
            List<Person> all = new ArrayList<>(inside);
            all.add(poster);
            long room = population.room(all);
            rooms.add(room);
            inside.forEach(user -> people.add(population.identity(user, room)));
        }
        long[] everywhere = rooms.stream().mapToLong(Long::longValue).toArray();
        return new Crowd(people, population.identity(poster, everywhere));
    }

    private Report storm(Fleet fleet, Processes processes, Client poster, List<Client> everyone) {
        Processes.Cpu from = processes.cpu();
        long turnedAwayBefore = fleet.total(tally -> tally.turnedAway.get());
        long cut = System.nanoTime();
        fleet.loops()
                .forEach(loop -> loop.ask(() -> {
                    everyone.stream().filter(client -> client.loop() == loop).forEach(Client::cut);
                    return true;
                }));
        int awaited = post(fleet, poster);
        var back = Tally.histogram();
        long left = new Comeback(fleet, client -> client.seq(0) >= posts).of(everyone, cut, back);
        double seconds = (System.nanoTime() - cut) / 1e9;
        Processes.Cpu cpu = processes.cpu().since(from);
        long missing = fleet.settle(0, STEP);
        List<Metric> metrics = List.of(
                Metric.atMost(MOST_SECONDS, "allBack", "until all were back and caught up", seconds, "s"),
                Metric.of("p50", "  half of them", back.getValueAtPercentile(50) / 1e9, "s"),
                Metric.of("p99", "  99 of 100", back.getValueAtPercentile(99) / 1e9, "s"),
                Metric.of("missed", "events that each had missed", posts, ""),
                Metric.of("postedAway", "events posted meanwhile", awaited, ""),
                Metric.of(
                        "turnedAway",
                        "attempts turned away, then made again",
                        (double) (fleet.total(tally -> tally.turnedAway.get()) - turnedAwayBefore),
                        ""),
                Metric.of("cpuPerClient", "server CPU per client", (double) cpu.server() / clients, "µs"),
                Metric.of(
                        "postgresPerClient",
                        "its PostgreSQL's CPU per client",
                        (double) cpu.postgres() / clients,
                        "µs"),
                Metric.of("benchCpu", "this bench's CPU", cpu.bench() / seconds / 1e4, "%"));
        List<String> faults = new ArrayList<>(Verdict.of(fleet, missing));
        if (left > 0) {
            faults.add(left + " did not come back");
        }
        return new Report("storm", settings(), metrics, faults);
    }

    /// Posts to every room; returns how much.
    private int post(Fleet fleet, Client poster) {
        Target target = fleet.target();
        long number = 0;
        for (long room : poster.identity().rooms()) {
            Post post = Post.to(room, target.textBytes(), target.dialect());
            for (int i = 0; i < posts; i++) {
                poster.send(FrameWriter.text(post.at(System.nanoTime(), number)));
                number++;
            }
        }
        return (int) number;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("clients", clients);
        settings.put("members", members);
        settings.put("posts", posts);
        return settings;
    }
}
