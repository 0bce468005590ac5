package dev.hubbub.cli.verify.bus;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// One connection to NATS through the proxy, each way on a virtual thread of its own. Safe for any thread.
final class BusPassage {
    private static final int CONNECT_MS = 2_000;

    private final Socket client;
    private final Socket server = new Socket();
    private final LongSupplier hungForMs;

    /// @param hungForMs how long nothing passes from now on
    BusPassage(Socket client, LongSupplier hungForMs) {
        this.client = client;
        this.hungForMs = hungForMs;
    }

    /// Connects on, and passes both ways until either end closes. Blocks.
    void run(InetSocketAddress target, Mischief mischief) {
        try (client;
                server) {
            server.connect(target, CONNECT_MS);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Lane up = new Lane(server.getOutputStream(), mischief.dice());
            Lane down = new Lane(client.getOutputStream(), mischief.dice());
            Thread upwards = Thread.ofVirtual().start(() -> pass(client, up));
            pass(server, down);
            upwards.join();
        } catch (IOException _) {
            // NATS is down; the client learns it by the close.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(Socket from, Lane lane) {
        try (InputStream in = from.getInputStream()) {
            NatsFrames frames = new NatsFrames(in);
            for (NatsFrame frame = frames.next(); frame != null; frame = frames.next()) {
                for (long ms = hungForMs.getAsLong(); ms > 0; ms = hungForMs.getAsLong()) {
                    TimeUnit.MILLISECONDS.sleep(ms);
                }
                lane.take(frame);
            }
        } catch (IOException _) {
            // Either end is gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        cut();
    }

    void cut() {
        close(client);
        close(server);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone already.
        }
    }
}
