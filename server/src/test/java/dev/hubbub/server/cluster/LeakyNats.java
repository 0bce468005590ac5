package dev.hubbub.server.cluster;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The way from one node to NATS, which may lose what people say while all else passes: neither end notices.
public final class LeakyNats implements AutoCloseable {
    private static final String SAID = " chat.";
    private static final Set<String> WITH_BODY = Set.of("PUB", "HPUB", "MSG", "HMSG");

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean deaf;
    private volatile boolean mute;

    public LeakyNats(TestNats nats) {
        target = nats.port();
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public String url() {
        return "nats://127.0.0.1:" + door.getLocalPort();
    }

    /// Whether the node hears nothing of what is said. What it asks the stream for comes all the same.
    public void deaf(boolean now) {
        deaf = now;
    }

    /// Nothing that the node says comes to NATS from now on.
    public void mute() {
        mute = true;
    }

    /// Breaks its connections; it may connect again.
    public void cut() {
        ends.forEach(LeakyNats::close);
        ends.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket node = door.accept();
                Socket nats = new Socket(InetAddress.getLoopbackAddress(), target);
                ends.add(node);
                ends.add(nats);
                Set<String> hearing = ConcurrentHashMap.newKeySet();
                Thread.ofVirtual().start(() -> pump(node, nats, line -> sends(line, hearing)));
                Thread.ofVirtual().start(() -> pump(nats, node, line -> hears(line, hearing)));
            }
        } catch (IOException _) {
            // The door was closed: the test is over.
        }
    }

    private boolean sends(String line, Set<String> hearing) {
        if (line.startsWith("SUB" + SAID)) {
            hearing.add(line.substring(line.lastIndexOf(' ') + 1));
        }
        return !(mute && (line.startsWith("PUB" + SAID) || line.startsWith("HPUB" + SAID)));
    }

    /// By the subscription, since what the stream gives has the same subject.
    private boolean hears(String line, Set<String> hearing) {
        String[] words = line.split(" ", -1);
        return !(deaf && words[0].endsWith("MSG") && hearing.contains(words[2]));
    }

    private static void pump(Socket from, Socket to, Predicate<String> passes) {
        try (from;
                to) {
            InputStream in = new BufferedInputStream(from.getInputStream());
            OutputStream out = new BufferedOutputStream(to.getOutputStream());
            for (byte[] line = line(in); line.length > 0; line = line(in)) {
                String text = new String(line, StandardCharsets.UTF_8).strip();
                String[] words = text.split(" ", -1);
                int body = WITH_BODY.contains(words[0]) ? Integer.parseInt(words[words.length - 1]) + 2 : 0;
                byte[] rest = in.readNBytes(body);
                if (passes.test(text)) {
                    out.write(line);
                    out.write(rest);
                }
                if (in.available() == 0) {
                    out.flush();
                }
            }
        } catch (IOException _) {
            // Cut.
        }
    }

    /// With its end; empty at the end of all.
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            line.write(next);
            if (next == '\n') {
                break;
            }
        }
        return line.toByteArray();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // Closed already.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
