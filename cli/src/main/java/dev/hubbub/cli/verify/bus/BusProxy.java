package dev.hubbub.cli.verify.bus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// One node's way to NATS: an address of its own on this machine, behind which messages get lost, come twice,
/// late and out of order, and which can be cut and hung. Safe for any thread.
public final class BusProxy implements AutoCloseable {
    private final InetSocketAddress nats;
    private final Mischief mischief;
    private final ServerSocket listener;
    private final Set<BusPassage> passages = ConcurrentHashMap.newKeySet();
    private volatile long cutUntil = System.nanoTime();
    private volatile long hungUntil = System.nanoTime();

    /// Starts to listen.
    public BusProxy(InetSocketAddress nats, Mischief mischief) throws IOException {
        this.nats = nats;
        this.mischief = mischief;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public String url() {
        return "nats://127.0.0.1:" + listener.getLocalPort();
    }

    public Mischief.Counts counts() {
        return mischief.counts();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                // Closed; the loop ends.
            }
        }
    }

    private void serve(Socket client) {
        BusPassage passage = new BusPassage(client, () -> millisUntil(hungUntil));
        passages.add(passage);
        try {
            if (millisUntil(cutUntil) > 0) {
                passage.cut();
            } else {
                passage.run(nats, mischief);
            }
        } finally {
            passages.remove(passage);
        }
    }

    private static long millisUntil(long time) {
        return TimeUnit.NANOSECONDS.toMillis(time - System.nanoTime());
    }

    /// Cuts all connections, and each new one for so long.
    public void cut(long ms) {
        cutUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        passages.forEach(BusPassage::cut);
    }

    /// Passes nothing on for so long, without a word.
    public void hang(long ms) {
        hungUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        passages.forEach(BusPassage::cut);
    }
}
