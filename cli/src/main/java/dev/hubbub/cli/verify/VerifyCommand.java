package dev.hubbub.cli.verify;

import dev.hubbub.cli.process.Folders;
import dev.hubbub.cli.verify.check.SelfTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Proves the delivery contract, or breaks it.
@Command(
        name = "verify",
        description =
                "Proves that no acknowledged message is lost, repeated or reordered: talks to a server through bad "
                        + "networks while it kills and restarts the server and its database, then compares everything that "
                        + "was said and seen with the log.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the contract was kept", "1:it was broken", "2:wrong usage, or the run could not be made"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  hubbub verify",
            "  hubbub verify --duration 10m --clients 24 --kills 20 --database-kills 10 --seed 7",
            "  hubbub verify --cluster --duration 30m --nodes 3",
            "  hubbub verify --url http://127.0.0.1:8080 --data data",
            "  hubbub verify --self-test"
        })
public final class VerifyCommand implements Callable<Integer> {
    private static final int KEPT = 0;
    private static final int BROKEN = 1;
    private static final int NOT_RUN = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything.
    private CommandSpec spec;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = Time.class,
            defaultValue = "60s",
            description = "How long, like 90s, 10m or 8h (default: ${DEFAULT-VALUE}).")
    private Duration duration = Duration.ofMinutes(1);

    @Option(names = "--clients", paramLabel = "N", defaultValue = "12", description = "Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--rooms",
            paramLabel = "N",
            defaultValue = "5",
            description = "Besides the global room (default: ${DEFAULT-VALUE}).")
    private int rooms;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many things each client does per second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--kills",
            paramLabel = "N",
            description = "Kills and restarts of the server (default: one in 20 s).")
    private @Nullable Integer kills;

    @Option(names = "--database-kills", paramLabel = "N", description = "Kills of PostgreSQL (default: one in 30 s).")
    private @Nullable Integer databaseKills;

    @Option(
            names = "--faults",
            paramLabel = "N",
            defaultValue = "60",
            description = "Faults of the networks per minute: cuts, delays, stalls (default: ${DEFAULT-VALUE}).")
    private int faults;

    @Option(
            names = "--cluster",
            description = "Several nodes with one PostgreSQL and one NATS, which is killed too; clients go from node to"
                    + " node. Needs a nats-server.")
    private boolean cluster;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many with --cluster (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--bus-faults",
            paramLabel = "N",
            description = "Kills of NATS, and cuts of nodes' ways to it (default: one in 15 s).")
    private @Nullable Integer busFaults;

    @Option(
            names = "--mischief",
            paramLabel = "PERCENT",
            defaultValue = "30",
            description = "How many of the messages between the nodes are lost, repeated, delayed or overtaken "
                    + "(default: ${DEFAULT-VALUE}).")
    private int mischief;

    @Option(names = "--seed", paramLabel = "N", description = "Of an earlier run, for the same faults again.")
    private @Nullable Long seed;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "A running server to use. It is not killed, only its clients' networks are bad.")
    private @Nullable URI url;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The running server's data folder, if its database is the embedded one.")
    private @Nullable Path data;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "The running server's database otherwise, as jdbc:postgresql://host/name?user=..&password=..")
    private @Nullable String database;

    @Option(names = "--json", description = "Prints the verdict as JSON, and the progress to standard error.")
    private boolean json;

    @Option(names = "--keep", description = "Leaves the server's folder with its log and database where it is.")
    private boolean keep;

    @Option(
            names = "--self-test",
            description = "Plants every kind of fault into a truthful record and shows that the checker finds it.")
    private boolean selfTest;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (selfTest) {
            return SelfTest.run(out) ? KEPT : BROKEN;
        }
        requireSense();
        VerifySettings settings = settings();
        PrintWriter talk = json ? err : out;
        talk.println("seed " + settings.seed());
        talk.flush();
        Consumer<String> progress = line -> {
            talk.println(line);
            talk.flush();
        };
        try {
            RunReport report = url == null ? runOwn(settings, progress) : runOn(url, settings, progress);
            out.print(json ? report.json() + "\n" : report.text());
            out.flush();
            return report.passed() ? KEPT : BROKEN;
        } catch (IOException | SQLException e) {
            err.println("hubbub verify: the run could not be made: " + e.getMessage());
            return NOT_RUN;
        }
    }

    private void requireSense() {
        if (clients < 1 || rooms < 1 || rate < 1 || nodes < 1 || faults < 0) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--clients, --rooms, --nodes and --rate take at least 1");
        }
        if (url != null && cluster) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--cluster starts nodes of its own, and --url names one that runs: choose");
        }
        if (url != null && data == null && database == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--url needs --data or --database besides, to compare with the log");
        }
    }

    private VerifySettings settings() {
        boolean own = url == null;
        long seconds = duration.toSeconds();
        long chosen = seed != null ? seed : RandomGenerator.getDefault().nextInt(1, 1_000_000);
        return new VerifySettings(
                duration,
                cluster ? nodes : 1,
                clients,
                rooms,
                rate,
                !own ? 0 : kills != null ? kills : (int) Math.max(1, seconds / 20),
                !own ? 0 : databaseKills != null ? databaseKills : (int) Math.max(1, seconds / 30),
                faults,
                !cluster ? 0 : busFaults != null ? busFaults : (int) Math.max(1, seconds / 15),
                chosen);
    }

    private RunReport runOn(URI server, VerifySettings settings, Consumer<String> progress)
            throws IOException, SQLException, InterruptedException {
        Optional<EmbeddedLog> log = Optional.ofNullable(data).map(EmbeddedLog::new);
        Target target = new RunningServer(server, log, database == null ? "" : database);
        return new Verification(settings, target, progress).run();
    }

    private RunReport runOwn(VerifySettings settings, Consumer<String> progress)
            throws IOException, SQLException, InterruptedException {
        Path folder = Files.createTempDirectory("hubbub-verify");
        // PostgreSQL may run as another user, who must get through.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        boolean passed = false;
        try (Target server = start(folder, settings, progress)) {
            progress.accept("server up, logs are in " + folder);
            Verification verification = new Verification(settings, server, progress);
            RunReport report = verification.run();
            passed = report.passed();
            if (!passed) {
                verification.writeRecords(folder);
            }
            return report;
        } finally {
            if (passed && !keep) {
                Folders.delete(folder);
            } else {
                progress.accept("kept: " + folder);
            }
        }
    }

    private Target start(Path folder, VerifySettings settings, Consumer<String> progress)
            throws IOException, InterruptedException {
        return cluster
                ? OwnCluster.start(folder, settings.nodes(), mischief, settings.seed(), progress)
                : OwnServer.start(folder, settings.seed());
    }

    /// Reads `90s`, `10m`, `8h`.
    static final class Time implements CommandLine.ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
            } catch (DateTimeParseException e) {
                throw new CommandLine.TypeConversionException("must be like 90s, 10m or 8h");
            }
        }
    }
}
