package dev.hubbub.server.cluster;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// A real nats-server on free ports, with JetStream and its monitoring, which a test may kill and start again.
public final class TestNats implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final String program;
    private final Path folder;
    private final int port = freePort();
    private final int monitoring = freePort();
    private List<String> more;
    private boolean streams = true;
    private @Nullable Process process;

    private TestNats(String program, List<String> more) {
        this.program = program;
        this.more = more;
        try {
            folder = Files.createTempDirectory("hubbub-nats");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Not running yet. Skips the test where there is no such program, but not in CI.
    ///
    /// @param more of what it is started with
    public static TestNats create(String... more) {
        Optional<String> program = program();
        if (program.isEmpty() && !"true".equals(System.getenv("CI"))) {
            Assumptions.abort("there is no nats-server here; make test installs one where it may");
        }
        return new TestNats(
                program.orElseThrow(() -> new AssertionError("CI needs a nats-server")), List.copyOf(List.of(more)));
    }

    /// What it is started with from the next time on.
    public TestNats with(String... others) {
        more = List.of(others);
        return this;
    }

    public String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TestNats start(String... more) {
        TestNats nats = create(more);
        nats.run();
        return nats;
    }

    /// One without JetStream.
    public static TestNats plain() {
        TestNats nats = create();
        nats.streams = false;
        nats.run();
        return nats;
    }

    public String url() {
        return "nats://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /// At the same address as before, with what its streams held.
    public void run() {
        List<String> command = new ArrayList<>(List.of(program, "-a", HOST));
        command.addAll(List.of("-p", Integer.toString(port), "-m", Integer.toString(monitoring)));
        if (streams) {
            command.addAll(List.of("-js", "-sd", folder.toString()));
        }
        command.addAll(more);
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().until(this::answers);
    }

    private boolean answers() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getInputStream().read() == 'I';
        } catch (IOException _) {
            return false;
        }
    }

    /// How many subscriptions of clients there are on exactly this subject, as the server counts them.
    public int subscriptions(String subject) {
        String all = monitor("/connz?subs=1");
        String quoted = "\"" + subject + "\"";
        return (all.length() - all.replace(quoted, "").length()) / quoted.length();
    }

    /// How many subscriptions there are in all.
    public int subscriptions() {
        Matcher count = Pattern.compile("\"num_subscriptions\": *(\\d+)").matcher(monitor("/subsz"));
        if (!count.find()) {
            throw new IllegalStateException("no count of subscriptions");
        }
        return Integer.parseInt(count.group(1));
    }

    public String monitor(String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + monitoring + path);
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
    }

    /// Alive, but without a word from now on, until it is killed.
    public void freeze() throws IOException, InterruptedException {
        Process running = process;
        if (running != null) {
            new ProcessBuilder("kill", "-STOP", Long.toString(running.pid()))
                    .start()
                    .waitFor();
        }
    }

    /// Whether it was started under this name.
    public boolean isCalled(String name) {
        int at = more.indexOf("-n");
        return at >= 0 && more.get(at + 1).equals(name);
    }

    @Override
    public void close() {
        kill();
    }

    private static Optional<String> program() {
        return Arrays.stream((System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/bin").split(":", -1))
                .map(folder -> Path.of(folder, "nats-server"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
