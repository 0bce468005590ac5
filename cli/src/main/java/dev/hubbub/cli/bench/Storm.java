package dev.hubbub.cli.bench;

import dev.hubbub.protocol.Person;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Everyone is cut off at once and comes back: how long until the last one is there and has what was said meanwhile.
@Command(
        name = "storm",
        description =
                "All connections are cut at once, something is posted to every room, and all come back and resume.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class Storm implements Callable<Integer>, LoadOptions.Scenario {
    private static final double MOST_SECONDS = 10;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(5);
    /// What the client library waits at most before its first and second attempt to come back.
    private static final long FIRST_BACKOFF = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long NEXT_BACKOFF = TimeUnit.MILLISECONDS.toNanos(1_000);

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

    private record Attempt(long time, Client client) {}

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
        long left = comeBack(fleet, everyone, cut, back);
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

    /// Lets everyone connect again as the client library does: after a random wait, and after a longer one when that
    /// failed.
    ///
    /// @return how many never made it
    private long comeBack(Fleet fleet, List<Client> everyone, long cut, org.HdrHistogram.Histogram back) {
        PriorityQueue<Attempt> attempts = new PriorityQueue<>(Comparator.comparingLong(Attempt::time));
        everyone.forEach(client -> attempts.add(new Attempt(cut + random(FIRST_BACKOFF), client)));
        Set<Client> away = new LinkedHashSet<>(everyone);
        long lastLine = 0;
        while (!away.isEmpty() && System.nanoTime() - cut < PATIENCE) {
            long now = System.nanoTime();
            fleet.turnedAway().forEach(client -> attempts.add(new Attempt(now + random(NEXT_BACKOFF), client)));
            for (Attempt next = attempts.peek(); next != null && next.time() <= now; next = attempts.peek()) {
                attempts.remove();
                next.client().loop().execute(next.client()::connect);
            }
            List<Client> there = there(fleet, away);
            there.forEach(_ -> back.recordValue(System.nanoTime() - cut));
            there.forEach(away::remove);
            long second = (now - cut) / 1_000_000_000L;
            if (second > lastLine) {
                lastLine = second;
                System.err.printf(
                        "%3d s  %,d of %,d are back%n", second, everyone.size() - away.size(), everyone.size());
            }
            LockSupport.parkNanos(STEP);
        }
        return away.size();
    }

    private List<Client> there(Fleet fleet, Set<Client> away) {
        List<Client> there = new ArrayList<>();
        fleet.loops()
                .forEach(loop -> there.addAll(loop.ask(() -> away.stream()
                        .filter(client -> client.loop() == loop && client.isOpen() && client.seq(0) >= posts)
                        .toList())));
        return there;
    }

    private static long random(long most) {
        return ThreadLocalRandom.current().nextLong(most);
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("clients", clients);
        settings.put("members", members);
        settings.put("posts", posts);
        return settings;
    }
}
