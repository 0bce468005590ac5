package dev.hubbub.cli.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One server: `hubbub serve` in a process of its own, always at the same port, however often it is killed and
/// started again. Started and ended by one thread at a time.
public final class Node implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOP_WITHIN = Duration.ofMinutes(1);
    private static final long BETWEEN_LOOKS_MS = 100;

    /// @param environment besides what [ServerProcess] sets, and the port
    public record Recipe(
            String name,
            int port,
            Path folder,
            List<String> jvm,
            Map<String, String> environment,
            ProcessBuilder.Redirect output) {}

    private final Recipe recipe;
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile @Nullable Child child;

    public Node(Recipe recipe) {
        this.recipe = recipe;
    }

    /// Returns at once.
    public Process start() throws IOException {
        Files.createDirectories(recipe.folder());
        ProcessBuilder builder = ServerProcess.in(recipe.folder(), recipe.jvm()).redirectOutput(recipe.output());
        builder.environment().put("SERVER_PORT", Integer.toString(recipe.port()));
        builder.environment().putAll(recipe.environment());
        Child started = Child.start(builder, child);
        child = started;
        return started.process();
    }

    /// Returns when clients can connect.
    ///
    /// @throws IOException if it ends by itself, or takes too long
    public void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_WITHIN.toNanos();
        while (!isReady()) {
            if (!isAlive()) {
                throw new IOException(name() + " ended by itself; see " + where());
            }
            requireTime(deadline);
            Thread.sleep(BETWEEN_LOOKS_MS);
        }
    }

    /// As whoever keeps a service up does: starts it, and once more when it ended by itself, as it does when
    /// its database is away just then.
    public void startUntilReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_WITHIN.toNanos();
        while (!isReady()) {
            if (!isAlive()) {
                start();
            }
            requireTime(deadline);
            Thread.sleep(BETWEEN_LOOKS_MS);
        }
    }

    private void requireTime(long deadline) throws IOException {
        if (System.nanoTime() - deadline > 0) {
            throw new IOException(name() + " did not come up within " + START_WITHIN + "; see " + where());
        }
    }

    private String where() {
        return recipe.output().file() == null
                ? "its output"
                : String.valueOf(recipe.output().file());
    }

    private boolean isReady() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    public String name() {
        return recipe.name();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + recipe.port());
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), recipe.port());
    }

    public boolean isAlive() {
        Child running = child;
        return running != null && running.process().isAlive();
    }

    /// 0 before the first start.
    public long pid() {
        Child running = child;
        return running == null ? 0 : running.process().pid();
    }

    /// `kill -9`
    public void kill() {
        Child running = child;
        if (running != null) {
            running.kill();
        }
    }

    /// As an operator does.
    ///
    /// @throws IOException if it does not end
    public void stop() throws IOException, InterruptedException {
        Child running = child;
        if (running != null) {
            running.process().destroy();
            if (!running.process().waitFor(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(name() + " did not end when it was asked to; see " + where());
            }
            running.close();
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (IOException _) {
            kill();
        } catch (InterruptedException _) {
            kill();
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
