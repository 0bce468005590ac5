package dev.hubbub.cli.verify.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/// One connection through the proxy, each way on a virtual thread of its own. Safe for any thread.
final class Passage {
    private static final int CHUNK = 8_192;
    /// Little, so that a reader that stalls is felt by the server soon.
    private static final int RECEIVE_BUFFER = 8_192;
    private static final int CONNECT_MS = 2_000;
    private static final int LAST_WORDS_MS = 500;

    private final Socket client;
    private final Socket server = new Socket();
    private final Conditions conditions;
    private final WireTap tap;
    private volatile boolean torn;
    private volatile boolean cut;

    Passage(Socket client, Conditions conditions, WireTap tap) {
        this.client = client;
        this.conditions = conditions;
        this.tap = tap;
    }

    /// Connects on, and passes both ways until either end closes. Blocks.
    void run(InetSocketAddress target) {
        try (client;
                server) {
            server.setReceiveBufferSize(RECEIVE_BUFFER);
            server.connect(target, CONNECT_MS);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread up = Thread.ofVirtual().start(this::up);
            down();
            client.close();
            up.join();
        } catch (IOException _) {
            // The server is down, or one of the ends went away: the other learns it by the close.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void up() {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                conditions.passUp();
                if (torn) {
                    out.write(chunk, 0, length / 2);
                    cut();
                    return;
                }
                out.write(chunk, 0, length);
            }
        } catch (IOException _) {
            // Either end is gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        hangUp();
    }

    /// What the server had sent before it learnt of a cut is read to its end, for the record: a refusal that
    /// nobody got would explain an order that nobody else can.
    private void down() throws InterruptedException, IOException {
        byte[] chunk = new byte[CHUNK];
        InputStream in = server.getInputStream();
        OutputStream out = client.getOutputStream();
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            tap.take(chunk, length);
            if (!cut) {
                conditions.passDown();
                pass(out, chunk, length);
            }
        }
    }

    private void pass(OutputStream out, byte[] chunk, int length) {
        try {
            out.write(chunk, 0, length);
        } catch (IOException _) {
            cut = true;
            hangUp();
        }
    }

    private void hangUp() {
        try {
            server.setSoTimeout(LAST_WORDS_MS);
            server.shutdownOutput();
        } catch (IOException _) {
            // Hung up already.
        }
    }

    /// The next piece that the client sends gets through by half, then the line is cut.
    void tear() {
        torn = true;
    }

    void cut() {
        cut = true;
        try {
            client.setSoLinger(true, 0);
            client.close();
        } catch (IOException _) {
            // It is gone already.
        }
        hangUp();
    }
}
