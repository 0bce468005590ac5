package dev.hubbub.cli.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// What this machine offers: programs that somebody installed, and ports that nobody has.
public final class Programs {
    /// Some are installed where only administrators' shells look.
    private static final String MORE_FOLDERS = ":/usr/sbin:/usr/local/bin:/usr/local/sbin:/opt/homebrew/bin";

    private Programs() {}

    /// @param names of which any will do
    public static Optional<Path> find(String... names) {
        String folders = System.getenv().getOrDefault("PATH", "") + MORE_FOLDERS;
        return Arrays.stream(names)
                .flatMap(name -> Arrays.stream(folders.split(":", -1))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
