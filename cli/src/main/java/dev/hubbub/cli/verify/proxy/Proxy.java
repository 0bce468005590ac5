package dev.hubbub.cli.verify.proxy;

import dev.hubbub.cli.verify.check.Fact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/// One client's way to the server, or to each node of several: addresses of its own on this machine, a network
/// whose faults can be chosen, and a record of what came over it. Safe for any thread.
public final class Proxy implements AutoCloseable {
    private final List<ServerSocket> listeners = new ArrayList<>();
    private final WireReader reader;
    private final Conditions conditions = new Conditions();
    private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
    private final List<List<Fact>> wires = new CopyOnWriteArrayList<>();

    /// Starts to listen.
    ///
    /// @param canonical gives the one copy of a text that is kept
    public Proxy(List<InetSocketAddress> nodes, UnaryOperator<String> canonical) throws IOException {
        reader = new WireReader(canonical);
        for (InetSocketAddress node : nodes) {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            listeners.add(listener);
            Thread.ofVirtual().start(() -> accept(listener, node));
        }
    }

    /// One for each node, in their order.
    public List<Integer> ports() {
        return listeners.stream().map(ServerSocket::getLocalPort).toList();
    }

    private void accept(ServerSocket listener, InetSocketAddress node) {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client, node));
            } catch (IOException _) {
                // Closed; the loop ends.
            }
        }
    }

    private void serve(Socket client, InetSocketAddress node) {
        List<Fact> wire = Collections.synchronizedList(new ArrayList<>());
        wires.add(wire);
        Passage passage = new Passage(client, conditions, new WireTap(message -> note(wire, message)));
        passages.add(passage);
        try {
            passage.run(node);
        } finally {
            passages.remove(passage);
        }
    }

    private void note(List<Fact> wire, byte[] message) {
        try {
            Fact fact = reader.read(message);
            if (fact != null) {
                wire.add(fact);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the server sent what is no JSON", e);
        }
    }

    /// Cuts all connections there are.
    public void cut() {
        passages.forEach(Passage::cut);
    }

    /// Cuts each connection in the middle of what its client says next.
    public void tear() {
        passages.forEach(Passage::tear);
    }

    /// Holds up every piece, both ways.
    public void delay(long ms) {
        conditions.set(ms, false, false);
    }

    /// Reads nothing from the server, as a client that hangs.
    public void stallReader() {
        conditions.set(0, true, false);
    }

    /// Passes nothing on, either way, without a word: a cable was pulled.
    public void silence() {
        conditions.set(0, true, true);
    }

    /// Everything passes again.
    public void calm() {
        conditions.set(0, false, false);
    }

    /// What the server said, connection by connection; complete once it is closed.
    public List<List<Fact>> wires() {
        return wires.stream()
                .map(wire -> {
                    synchronized (wire) {
                        return List.copyOf(wire);
                    }
                })
                .filter(wire -> !wire.isEmpty())
                .toList();
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket listener : listeners) {
            listener.close();
        }
        conditions.close();
        cut();
    }
}
