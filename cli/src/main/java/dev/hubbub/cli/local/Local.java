package dev.hubbub.cli.local;

import dev.hubbub.cli.process.Backend;
import dev.hubbub.cli.process.Programs;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs a cluster on this machine for whoever wants to look at one.
public final class Local {
    private static final int NAMES = 8;
    private static final String TOKEN_FILE = "setup.token";
    private static final int TOKEN_BYTES = 18;

    private Local() {}

    /// @param port of the first node
    public record Options(Path folder, int nodes, int port, boolean nats, boolean redis) {}

    /// Blocks until this process is told to end, which ends all of it.
    ///
    /// @throws IOException saying what is missing, or what did not start
    public static void run(Options options, PrintStream out) throws IOException, InterruptedException {
        Optional<Path> nats = options.nats() ? Programs.find("nats-server") : Optional.empty();
        Optional<Path> redis = options.redis() ? Programs.find("redis-server", "valkey-server") : Optional.empty();
        requirePrograms(options, nats, redis);
        for (int i = 0; i < options.nodes(); i++) {
            requireFree(options.port() + i);
        }
        Files.createDirectories(options.folder());
        String token = setupToken(options.folder());
        NamedLines log = new NamedLines(out, NAMES);
        LocalCluster cluster = LocalCluster.start(
                options.folder(),
                options.nodes(),
                options.port(),
                new Backend.Wanted(nats, redis, ProcessBuilder.Redirect.PIPE),
                Map.of("HUBBUB_SETUP_TOKEN", token),
                log);
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "end-cluster"));
        out.println("""

                %d nodes are up, and Ctrl-C ends them and all else:
                %s
                The first account, where there is none yet: hubbub chat http://127.0.0.1:%d --setup-token %s
                """.formatted(options.nodes(), cluster.urls(), options.port(), token));
        Thread.currentThread().join();
    }

    private static void requirePrograms(Options options, Optional<Path> nats, Optional<Path> redis) throws IOException {
        List<String> missing = new ArrayList<>();
        if (options.nats() && nats.isEmpty()) {
            missing.add("nats-server (Debian: apt install nats-server; or --no-nats)");
        }
        if (options.redis() && redis.isEmpty()) {
            missing.add("redis-server (Debian: apt install redis-server; or --no-redis)");
        }
        if (!missing.isEmpty()) {
            throw new IOException("missing here: " + String.join(", ", missing));
        }
    }

    private static void requireFree(int port) throws IOException {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            // It is.
        } catch (IOException e) {
            throw new IOException("port %d is taken; choose others with --port".formatted(port), e);
        }
    }

    /// The same for all nodes, which would make one each, and from run to run.
    private static String setupToken(Path folder) throws IOException {
        Path file = folder.resolve(TOKEN_FILE);
        if (!Files.exists(file)) {
            byte[] token = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(token);
            Files.writeString(file, HexFormat.of().formatHex(token));
        }
        return Files.readString(file).strip();
    }
}
