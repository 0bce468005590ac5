package dev.hubbub.cli.bench;

import dev.hubbub.protocol.Person;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// One room that talks, while far more people want to log in than there is CPU for: those who talk must not
/// notice.
@Command(
        name = "logins",
        description = "One room that talks, before, during and after a flood of logins with right and wrong passwords.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class Logins implements Callable<Integer>, LoadOptions.Scenario {
    private static final double MOST_TIMES = 2;

    @Mixin
    private LoadOptions options = new LoadOptions();

    @Option(names = "--members", paramLabel = "N", defaultValue = "100", description = "default: ${DEFAULT-VALUE}")
    private int members = 100;

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
            names = "--logins",
            paramLabel = "N",
            defaultValue = "50",
            description =
                    "Logins a second in the flood, half of them with a wrong password (default: ${DEFAULT-VALUE}).")
    private double logins = 50;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Whose passwords are tried, one after the other (default: ${DEFAULT-VALUE}).")
    private int accounts = 1_000;

    /// @param logins names of those whose passwords are tried
    private record Crowd(List<Identity> people, List<String> logins) {}

    /// @param flood how it was while the flood lasted
    /// @param floodSeconds how long it lasted, its warm-up included
    private record Phases(Measured before, Measured flood, Measured after, double floodSeconds) {
        /// What the flood made of a p99, in times of the better one without.
        double times(Function<Measured, Histogram> latencies) {
            double without = Math.min(p99(before, latencies), p99(after, latencies));
            return p99(flood, latencies) / without;
        }

        private static double p99(Measured measured, Function<Measured, Histogram> latencies) {
            return Measured.millis(latencies.apply(measured), 99);
        }
    }

    @Override
    public Integer call() throws Exception {
        return options.present(this);
    }

    @Override
    public Report measure() throws Exception {
        try (Arena<Crowd> arena = Arena.open(options, this::crowd);
                Fleet fleet = new Fleet(arena.target(), options.threads());
                LoginFlood flood =
                        new LoginFlood(arena.target().address(), arena.people().logins())) {
            Senders load = Fanout.connect(fleet, arena.people().people(), senders);
            Phases phases = phases(fleet, arena.processes(), load, flood);
            return new Report("logins", settings(), metrics(phases, flood), verdict(fleet, flood));
        }
    }

    private Crowd crowd(Population population) throws SQLException {
        List<Person> users = population.users(members);
        long room = population.room(users);
        List<Identity> people =
                users.stream().map(user -> population.identity(user, room)).toList();
        List<Person> others = population.users(accounts, Population.hash(LoginFlood.PASSWORD));
        return new Crowd(people, others.stream().map(Person::username).toList());
    }

    private Phases phases(Fleet fleet, Processes processes, Senders load, LoginFlood flood)
            throws InterruptedException {
        Measured before = chat(fleet, processes, load);
        long start = System.nanoTime();
        Measured during;
        long end;
        try (Pacer pacer = Pacer.start(new Schedule(start, logins), flood)) {
            during = chat(fleet, processes, load);
            var _ = pacer.stop();
            end = System.nanoTime();
        }
        // Its warm-up is longer than what waits for its password to be looked at.
        Measured after = chat(fleet, processes, load);
        return new Phases(before, during, after, (end - start) / 1e9);
    }

    private Measured chat(Fleet fleet, Processes processes, Senders load) throws InterruptedException {
        return LoadRun.measure(fleet, processes, rate, load, options.warmup(), options.duration());
    }

    private static List<String> verdict(Fleet fleet, LoginFlood flood) {
        List<String> faults = new ArrayList<>(Verdict.of(fleet, fleet.missing()));
        if (!flood.faults().isEmpty()) {
            faults.add("logins were answered " + flood.faults());
        }
        return faults;
    }

    private static List<Metric> metrics(Phases phases, LoginFlood flood) {
        double seconds = phases.floodSeconds();
        Histogram waits = flood.waits();
        List<Metric> metrics = new ArrayList<>();
        metrics.add(Metric.of("logins", "logins, right and wrong", flood.judged() / seconds, "/s"));
        metrics.add(Metric.of("accepted", "  let in", flood.accepted() / seconds, "/s"));
        metrics.add(Metric.of("refused", "  told to come again later", flood.refused() / seconds, "/s"));
        metrics.add(Metric.of("loginP50", "  login p50", Measured.millis(waits, 50), "ms"));
        metrics.add(Metric.of("loginP99", "  login p99", Measured.millis(waits, 99), "ms"));
        metrics.addAll(chatMetrics("delivery", phases, Measured::deliveries));
        metrics.addAll(chatMetrics("ack", phases, measured -> measured.answers().getFirst()));
        metrics.addAll(phases.flood().cpuMetrics());
        return metrics;
    }

    private static List<Metric> chatMetrics(String key, Phases phases, Function<Measured, Histogram> latencies) {
        List<Metric> metrics = new ArrayList<>();
        Map<String, Measured> named = new LinkedHashMap<>();
        named.put("Before", phases.before());
        named.put("Flood", phases.flood());
        named.put("After", phases.after());
        named.forEach((when, measured) -> {
            Histogram latency = latencies.apply(measured);
            String label = key + ", " + when.toLowerCase(Locale.ROOT);
            metrics.add(Metric.of(key + when + "P50", label + ", p50", Measured.millis(latency, 50), "ms"));
            metrics.add(Metric.of(key + when + "P99", label + ", p99", Measured.millis(latency, 99), "ms"));
        });
        metrics.add(Metric.atMost(
                MOST_TIMES, key + "Times", key + " p99 in the flood, times that without", phases.times(latencies), ""));
        return metrics;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("members", members);
        settings.put("senders", senders);
        settings.put("rate", rate);
        settings.put("logins", logins);
        settings.put("accounts", accounts);
        return settings;
    }
}
