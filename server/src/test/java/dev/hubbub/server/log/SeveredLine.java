package dev.hubbub.server.log;

import dev.hubbub.server.db.DatabaseSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line to PostgreSQL that can be cut at the worst moment: when a COMMIT has taken, and its answer is on the way.
final class SeveredLine implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

    private final DatabaseSettings direct;
    private final int target;
    private final ServerSocket listener;
    private volatile boolean severAtCommit;
    private volatile boolean severed;

    SeveredLine(DatabaseSettings direct) throws IOException {
        this.direct = direct;
        Matcher port = PORT.matcher(direct.jdbcUrl());
        if (!port.find()) {
            throw new IllegalArgumentException(direct.jdbcUrl());
        }
        target = Integer.parseInt(port.group(1));
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /// The database behind the line.
    DatabaseSettings settings() {
        String url = PORT.matcher(direct.jdbcUrl()).replaceFirst("127.0.0.1:" + listener.getLocalPort());
        return new DatabaseSettings(url, direct.user(), direct.password(), direct.poolSize());
    }

    /// The answer to the next COMMIT gets lost, and nobody gets through any more.
    void severAtCommit() {
        severAtCommit = true;
    }

    void mend() {
        severed = false;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (severed) {
                    client.close();
                } else {
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                    Thread.ofVirtual().start(() -> pass(client, server, false));
                    Thread.ofVirtual().start(() -> pass(server, client, true));
                }
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        byte[] chunk = new byte[8_192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                if (answers && severAtCommit && holdsCommit(chunk, length)) {
                    severed = true;
                    severAtCommit = false;
                    return;
                }
                if (severed) {
                    return;
                }
                out.write(chunk, 0, length);
            }
        } catch (IOException _) {
            // One end is gone, and the other goes with it.
        }
    }

    /// Whether PostgreSQL says here that a COMMIT took.
    private static boolean holdsCommit(byte[] chunk, int length) {
        return new String(chunk, 0, length, StandardCharsets.ISO_8859_1).contains("COMMIT\0");
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
