package dev.hubbub.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Finds a port for the server.
final class Port {
    // Below what systems hand out to outgoing connections (from 32768 on Linux): one of those could take the port in
    // the
    // moment a crashed server leaves it, and the restart, which must have the same one, would have to wait.
    private static final int FIRST = 15_000;
    private static final int LAST = 32_000;
    private static final int TRIES = 100;

    private Port() {}

    static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (IOException _) {
                // Taken; another.
            }
        }
        throw new PostgresStartException(
                "No free port on 127.0.0.1 between %d and %d was found in %d tries.".formatted(FIRST, LAST, TRIES));
    }
}
