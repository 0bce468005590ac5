package dev.hubbub.server.redis;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// A real Redis on a free port, which a test may kill and start again.
public final class TestRedis implements AutoCloseable {
    private final String program;
    private final Path folder;
    private final int port;
    private @Nullable Process process;

    private TestRedis(String program, Path folder, int port) {
        this.program = program;
        this.folder = folder;
        this.port = port;
    }

    /// Skips the test where there is none, but not in CI.
    public static TestRedis start() {
        Optional<String> program = program();
        if (program.isEmpty() && !"true".equals(System.getenv("CI"))) {
            Assumptions.abort("there is no redis-server here; make test installs one where it may");
        }
        try {
            TestRedis redis = new TestRedis(
                    program.orElseThrow(() -> new AssertionError("CI needs a redis-server")),
                    Files.createTempDirectory("hubbub-redis"),
                    freePort());
            redis.run();
            return redis;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public RedisUrl url() {
        return new RedisUrl("redis://127.0.0.1:" + port);
    }

    /// At the same address as before, with what was in it.
    public void run() throws IOException {
        process = new ProcessBuilder(List.of(
                        program,
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        folder.toString(),
                        "--save",
                        "",
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "always"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        await().until(this::answers);
    }

    private boolean answers() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("PING\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == '+';
        } catch (IOException e) {
            return false;
        }
    }

    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void close() {
        kill();
    }

    private static Optional<String> program() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .flatMap(folder -> List.of(Path.of(folder, "redis-server"), Path.of(folder, "valkey-server")).stream())
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
