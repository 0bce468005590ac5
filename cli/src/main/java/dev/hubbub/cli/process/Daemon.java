package dev.hubbub.cli.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program of somebody else's that serves a port of this machine, always the same however often it is killed
/// and started again, with what it kept on disk. Used by one thread at a time.
public final class Daemon implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofSeconds(30);
    private static final long BETWEEN_LOOKS_MS = 20;

    private final String name;
    private final List<String> command;
    private final int port;
    private final ProcessBuilder.Redirect output;
    private volatile Child child;

    private Daemon(String name, List<String> command, int port, ProcessBuilder.Redirect output) throws IOException {
        this.name = name;
        this.command = command;
        this.port = port;
        this.output = output;
        child = Child.start(builder(), null);
    }

    /// A nats-server with JetStream and its monitoring, running.
    ///
    /// @param monitoring the port of that
    public static Daemon nats(Path program, Path folder, int port, int monitoring, ProcessBuilder.Redirect output)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(List.of(program.toString(), "-a", "127.0.0.1"));
        command.addAll(List.of("-p", Integer.toString(port), "-m", Integer.toString(monitoring)));
        command.addAll(List.of("-js", "-sd", folder.toString()));
        return new Daemon("nats", command, port, output).up();
    }

    /// A Redis that forgets nothing, running.
    public static Daemon redis(Path program, Path folder, int port, ProcessBuilder.Redirect output)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(List.of(program.toString(), "--bind", "127.0.0.1"));
        command.addAll(List.of("--port", Integer.toString(port), "--dir", folder.toString()));
        command.addAll(List.of("--save", "", "--appendonly", "yes"));
        return new Daemon("redis", command, port, output).up();
    }

    private ProcessBuilder builder() {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
    }

    private Daemon up() throws IOException, InterruptedException {
        try {
            awaitAnswer();
            return this;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /// After it was killed. Returns when it takes connections.
    public Process startAgain() throws IOException, InterruptedException {
        child = Child.start(builder(), child);
        awaitAnswer();
        return process();
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_WITHIN.toNanos();
        while (System.nanoTime() - deadline < 0) {
            if (!child.process().isAlive()) {
                throw new IOException(name + " ended by itself: " + String.join(" ", command));
            }
            if (answers()) {
                return;
            }
            Thread.sleep(BETWEEN_LOOKS_MS);
        }
        throw new IOException(name + " does not answer: " + String.join(" ", command));
    }

    private boolean answers() {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    public String name() {
        return name;
    }

    public int port() {
        return port;
    }

    public Process process() {
        return child.process();
    }

    /// `kill -9`
    public void kill() {
        child.kill();
    }

    @Override
    public void close() {
        Process process = child.process();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException _) {
            kill();
            Thread.currentThread().interrupt();
        }
        child.close();
    }
}
