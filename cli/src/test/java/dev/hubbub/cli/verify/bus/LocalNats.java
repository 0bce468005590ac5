package dev.hubbub.cli.verify.bus;

import dev.hubbub.cli.process.Daemon;
import dev.hubbub.cli.process.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// A real nats-server for tests.
public final class LocalNats {
    private LocalNats() {}

    /// Skips the test where there is no such program, but not in CI.
    public static Path program() {
        Optional<Path> program = Programs.find("nats-server");
        if (program.isEmpty() && !"true".equals(System.getenv("CI"))) {
            Assumptions.abort("there is no nats-server here; make test installs one where it may");
        }
        return program.orElseThrow(() -> new AssertionError("CI needs a nats-server"));
    }

    public static Daemon start() throws IOException, InterruptedException {
        return start(Programs.freePort());
    }

    /// @param monitoring the port where it tells about itself
    public static Daemon start(int monitoring) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("hubbub-nats");
        return Daemon.nats(
                program(),
                folder,
                Programs.freePort(),
                monitoring,
                ProcessBuilder.Redirect.to(folder.resolve("log").toFile()));
    }

    public static InetSocketAddress address(Daemon nats) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), nats.port());
    }
}
