package dev.hubbub.cli.verify;

import dev.hubbub.cli.process.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// A server of our own in another process, with a database of its own in a folder, always on the same port.
/// Faults come from one thread.
final class OwnServer implements Target {
    private static final Duration START_WITHIN = Duration.ofMinutes(2);
    private static final long BETWEEN_LOOKS_MS = 100;

    private final Path folder;
    private final int port;
    private final EmbeddedLog log;
    private final HttpClient http = HttpClient.newHttpClient();
    private final SplittableRandom random;
    private volatile Process process;

    private OwnServer(Path folder, int port, long seed) throws IOException {
        this.folder = folder;
        this.port = port;
        log = new EmbeddedLog(folder);
        random = new SplittableRandom(seed);
        process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly(), "end-server"));
    }

    /// Returns when clients can connect.
    static OwnServer start(Path folder, long seed) throws IOException, InterruptedException {
        OwnServer server = new OwnServer(folder, freePort(), seed);
        server.awaitReady();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process launch() throws IOException {
        // It is started often, and need not be fast otherwise.
        ProcessBuilder builder = ServerProcess.in(
                        folder, List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(serverLog().toFile()));
        Map<String, String> environment = builder.environment();
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("HUBBUB_BCRYPT_COST", "4");
        // Its many users come at once, and none of them is its administrator.
        environment.put("HUBBUB_REGISTRATION", "open");
        environment.put("HUBBUB_SIGN_INS_PER_MINUTE", "100000");
        // Order is promised only to what is not postponed, so little should be.
        environment.put("HUBBUB_COMMANDS_PER_SECOND", "200");
        environment.put("HUBBUB_COMMANDS_BURST", "400");
        return builder.start();
    }

    Path serverLog() {
        return folder.resolve("server.log");
    }

    private void awaitReady() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        long deadline = System.nanoTime() + START_WITHIN.toNanos();
        while (System.nanoTime() - deadline < 0) {
            if (!process.isAlive()) {
                throw new IOException("the server ended by itself; see " + serverLog());
            }
            if (isReady(request)) {
                return;
            }
            Thread.sleep(BETWEEN_LOOKS_MS);
        }
        throw new IOException("the server did not come up within " + START_WITHIN + "; see " + serverLog());
    }

    private boolean isReady(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public Connection database() throws SQLException, IOException {
        return log.connect();
    }

    @Override
    public void suffer(Fault fault) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case KILL_SERVER -> {
                kill();
                restartAfter(fault.ms());
            }
            case STOP_SERVER -> {
                process.destroy();
                if (!process.waitFor(1, TimeUnit.MINUTES)) {
                    throw new IOException("the server did not end when it was asked to; see " + serverLog());
                }
                restartAfter(fault.ms());
            }
            case KILL_BOTH -> {
                killPostmaster();
                kill();
                restartAfter(fault.ms());
            }
            case KILL_POSTMASTER -> {
                killPostmaster();
                awaitReady();
            }
            case KILL_BACKEND -> {
                killBackend();
                awaitReady();
            }
            case CUT, CUT_ALL, TEAR, DELAY, STALL, SILENCE, CALM ->
                throw new IllegalArgumentException(fault + " is a network's fault");
        }
    }

    private void restartAfter(long ms) throws IOException, InterruptedException {
        Thread.sleep(ms);
        process = launch();
        awaitReady();
    }

    /// `kill -9`
    private void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private void killPostmaster() throws IOException {
        ProcessHandle.of(log.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    private void killBackend() throws IOException {
        List<ProcessHandle> children = ProcessHandle.of(log.pid()).stream()
                .flatMap(ProcessHandle::children)
                .toList();
        if (!children.isEmpty()) {
            children.get(random.nextInt(children.size())).destroyForcibly();
        }
    }

    /// Ends the server as an operator does; its database ends with it.
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
