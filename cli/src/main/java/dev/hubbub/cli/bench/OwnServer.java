package dev.hubbub.cli.bench;

import dev.hubbub.cli.process.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `hubbub serve` in a process of its own: the program that users run, with limits raised to what the load
/// needs. Ends with this process.
final class OwnServer implements AutoCloseable {
    /// What `bin/hubbub` gives a server besides what every server process gets; a test compares them.
    static final List<String> OF_THE_LAUNCHER = List.of(
            "-XX:InitiatingHeapOccupancyPercent=70",
            "-XX:-ClassUnloadingWithConcurrentMark",
            "-XX:MaxRAMPercentage=25",
            "-XX:MinHeapFreeRatio=20",
            "-XX:MaxHeapFreeRatio=40",
            "-XX:G1PeriodicGCInterval=60000",
            "-XX:TrimNativeHeapInterval=10000",
            "-XX:+ExitOnOutOfMemoryError");

    /// What it gives besides on a machine of two cores or one.
    static final List<String> ON_FEW_CORES = List.of("-XX:ParallelGCThreads=1");
    private static final int FEW_CORES = 2;
    /// Raised to what the load needs.
    static final Map<String, String> LIMITS = Map.of(
            "HUBBUB_COMMANDS_PER_SECOND",
            "1000000",
            "HUBBUB_COMMANDS_BURST",
            "1000000",
            "HUBBUB_CONNECTIONS_PER_ADDRESS",
            "1000000",
            // All logins come from one address: its limits would refuse what is to reach bcrypt.
            "HUBBUB_SIGN_INS_PER_MINUTE",
            "1000000",
            "HUBBUB_FAILED_LOGINS_PER_ADDRESS",
            "1000000");

    private static final String RUNNING = "Hubbub is running: ";
    private static final int START_SECONDS = 120;
    private static final int STOP_SECONDS = 30;
    private static final int KEPT_LINES = 40;

    private final Process process;
    private final Thread hook;
    private final CompletableFuture<URI> uri = new CompletableFuture<>();
    private final Deque<String> lastLines = new ArrayDeque<>();

    private OwnServer(Process process) {
        this.process = process;
        hook = new Thread(process::destroyForcibly, "bench-server-end");
    }

    /// Returns when it takes connections.
    static OwnServer start(Path data, String secret, List<String> jvm) throws IOException {
        List<String> options = new ArrayList<>(OF_THE_LAUNCHER);
        if (Runtime.getRuntime().availableProcessors() <= FEW_CORES) {
            options.addAll(ON_FEW_CORES);
        }
        options.addAll(jvm);
        ProcessBuilder builder = ServerProcess.in(data, options);
        var environment = builder.environment();
        environment.put("SERVER_PORT", "0");
        environment.put("JWT_SECRET", secret);
        environment.putAll(LIMITS);
        OwnServer server = new OwnServer(builder.start());
        Runtime.getRuntime().addShutdownHook(server.hook);
        Thread.ofPlatform().name("bench-server-output").daemon().start(server::readOutput);
        server.awaitStart();
        return server;
    }

    private void awaitStart() {
        try {
            var _ = uri.orTimeout(START_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            close();
            String why = e.getCause() instanceof TimeoutException ? "did not start in time" : "ended at its start";
            throw new IllegalStateException("the server %s; it said:\n%s".formatted(why, output()), e);
        }
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                if (line.startsWith(RUNNING)) {
                    uri.complete(URI.create(line.substring(RUNNING.length()).strip()));
                }
            }
            uri.completeExceptionally(new IllegalStateException("ended"));
        } catch (IOException e) {
            uri.completeExceptionally(e);
        }
    }

    private void keep(String line) {
        synchronized (lastLines) {
            lastLines.add(line);
            if (lastLines.size() > KEPT_LINES) {
                lastLines.remove();
            }
        }
    }

    /// The last that it said.
    String output() {
        synchronized (lastLines) {
            return String.join("\n", lastLines);
        }
    }

    URI uri() {
        return uri.join();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        if (!Ending.await(process, STOP_SECONDS)) {
            var _ = Ending.await(process.destroyForcibly(), STOP_SECONDS);
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The whole process is ending.
        }
    }
}
