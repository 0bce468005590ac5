package dev.hubbub.cli.bench;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// What every scenario can be told.
final class LoadOptions {
    private static final int BROKEN_PROMISE = 5;

    /// Measures, and says what it found.
    interface Scenario {
        Report measure() throws Exception;
    }

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "A server that runs already, like http://127.0.0.1:8080; without, one of its own is started. Users "
                            + "are put into its database, so the environment must hold its DATABASE_URL (as jdbc:postgresql:…) and "
                            + "JWT_SECRET.")
    private @Nullable URI url;

    @Option(
            names = "--server-pid",
            paramLabel = "PID",
            description = "The process of that server, for its CPU and memory.")
    private long serverPid;

    @Option(
            names = "--server-jvm",
            paramLabel = "OPTIONS",
            description =
                    "More JVM options for the server that is started, like -XX:StartFlightRecording=filename=/tmp/x.jfr.")
    private String serverJvm = "";

    @Option(names = "--data", paramLabel = "FOLDER", description = "Where that server's data goes for the time being.")
    private @Nullable Path data;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "How long is measured (default: ${DEFAULT-VALUE}).")
    private int duration = 20;

    @Option(
            names = "--warmup",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long the same load runs before (default: ${DEFAULT-VALUE}).")
    private int warmup = 10;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            defaultValue = "100",
            description = "The length of each message's text (default: ${DEFAULT-VALUE}).")
    private int size = 100;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads that read for the clients (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there too; - for standard output.")
    private @Nullable String json;

    @Nullable
    URI url() {
        return url;
    }

    URI requiredUrl() {
        if (url == null) {
            throw new IllegalStateException("no --url");
        }
        return url;
    }

    long serverPid() {
        return serverPid;
    }

    List<String> serverJvm() {
        return serverJvm.isBlank() ? List.of() : List.of(serverJvm.strip().split("\\s+", -1));
    }

    @Nullable
    Path data() {
        return data;
    }

    int duration() {
        return duration;
    }

    int warmup() {
        return warmup;
    }

    int threads() {
        return threads;
    }

    int size() {
        return Math.max(size, Post.LEAST_TEXT);
    }

    /// What holds for every scenario, as words for another one.
    List<String> forwarded() {
        List<String> words = new ArrayList<>(List.of("--size=" + size, "--threads=" + threads));
        if (!serverJvm.isBlank()) {
            words.add("--server-jvm=" + serverJvm);
        }
        if (data != null) {
            words.add("--data=" + data);
        }
        return words;
    }

    String databaseUrl() {
        String given = System.getenv("DATABASE_URL");
        if (given == null || !given.startsWith("jdbc:")) {
            throw new IllegalStateException(
                    "--url needs the server's DATABASE_URL, as jdbc:postgresql:…, in the environment");
        }
        return given;
    }

    String jwtSecret() {
        String given = System.getenv("JWT_SECRET");
        if (given == null) {
            throw new IllegalStateException("--url needs the server's JWT_SECRET in the environment");
        }
        return given;
    }

    Target target(URI server, Dialect dialect) {
        return new Target(new InetSocketAddress(server.getHost(), server.getPort()), dialect, size());
    }

    /// Runs the scenario, prints its table, writes its JSON.
    ///
    /// @return the exit code
    int present(Scenario scenario) throws Exception {
        return present(List.of(scenario));
    }

    int present(List<Scenario> scenarios) throws Exception {
        List<Report> reports = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            Report report = scenario.measure();
            reports.add(report);
            // Standard output belongs to the JSON then.
            ("-".equals(json) ? System.err : System.out).println(report.table());
        }
        if (json != null) {
            JsonReport.write(reports, Instant.now(), json, System.out);
        }
        return reports.stream().allMatch(Report::isClean) ? CommandLine.ExitCode.OK : BROKEN_PROMISE;
    }
}
