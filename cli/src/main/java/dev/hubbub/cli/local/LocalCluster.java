package dev.hubbub.cli.local;

import dev.hubbub.cli.process.Backend;
import dev.hubbub.cli.process.Daemon;
import dev.hubbub.cli.process.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Nodes and what they share, until they are told to end. What is killed meanwhile is started again, so that
/// one can watch how the others go on. Started by one thread, closed by another.
final class LocalCluster implements AutoCloseable {
    private static final long PAUSE_MS = 2_000;
    private static final String SELF = "cluster";

    private final Backend backend;
    private final NamedLines log;
    private final List<Node> nodes = new ArrayList<>();
    private volatile boolean closing;

    private LocalCluster(Backend backend, NamedLines log) {
        this.backend = backend;
        this.log = log;
    }

    /// Returns when clients can connect to all nodes.
    ///
    /// @param firstPort of the first node; the next ones follow it
    static LocalCluster start(
            Path folder, int nodes, int firstPort, Backend.Wanted wanted, Map<String, String> more, NamedLines log)
            throws IOException, InterruptedException {
        LocalCluster cluster = new LocalCluster(Backend.start(folder, wanted, line -> log.say(SELF, line)), log);
        try {
            for (Daemon daemon : cluster.backend.daemons()) {
                log.follow(daemon.name(), daemon.process());
                cluster.keep(daemon.name(), daemon.process(), daemon::startAgain);
            }
            for (int i = 0; i < nodes; i++) {
                cluster.add(folder, i + 1, firstPort + i, more);
            }
            for (Node node : cluster.nodes) {
                node.awaitReady();
            }
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void add(Path folder, int number, int port, Map<String, String> more) throws IOException {
        String name = "node-" + number;
        Map<String, String> environment = new HashMap<>(backend.environment());
        environment.put("HUBBUB_NODE_NAME", name);
        environment.putAll(more);
        Node node = new Node(new Node.Recipe(
                name, port, folder.resolve(name), List.of("-Xmx512m"), environment, ProcessBuilder.Redirect.PIPE));
        nodes.add(node);
        Process process = node.start();
        log.follow(name, process);
        keep(name, process, node::start);
    }

    private interface Restart {
        Process again() throws IOException, InterruptedException;
    }

    private void keep(String name, Process first, Restart restart) {
        Thread.ofPlatform().name("keep-" + name).daemon().start(() -> {
            try {
                Process process = first;
                while (!closing) {
                    process.waitFor();
                    Thread.sleep(PAUSE_MS);
                    process = restarted(name, process, restart);
                }
            } catch (IOException e) {
                log.say(SELF, name + " cannot be started again: " + e.getMessage());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private synchronized Process restarted(String name, Process ended, Restart restart)
            throws IOException, InterruptedException {
        if (closing) {
            return ended;
        }
        log.say(SELF, name + " ended (" + ended.exitValue() + "); starting it again");
        Process process = restart.again();
        log.follow(name, process);
        return process;
    }

    /// Where the nodes are, a line each.
    String urls() {
        return nodes.stream()
                .map(node -> "  " + node.name() + "  " + node.url())
                .collect(Collectors.joining("\n"));
    }

    /// The nodes first, which then say goodbye; what they share after them.
    @Override
    public void close() {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
        }
        nodes.parallelStream().forEach(Node::close);
        backend.close();
    }
}
