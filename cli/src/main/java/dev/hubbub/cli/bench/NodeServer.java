package dev.hubbub.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A server of the comparison, run by Node.
final class NodeServer implements AutoCloseable {
    private static final String RUNNING = "listening on ";
    private static final int STOP_SECONDS = 10;

    private final Process process;
    private final Thread hook;
    private final URI uri;

    private NodeServer(Process process, Thread hook, URI uri) {
        this.process = process;
        this.hook = hook;
        this.uri = uri;
    }

    /// @param folder where the scripts and their `node_modules` are
    static NodeServer start(Path folder, String script) throws IOException {
        if (!Files.isDirectory(folder.resolve("node_modules"))) {
            throw new IOException("%s has no node_modules: run npm ci --prefix %s first".formatted(folder, folder));
        }
        Process process = new ProcessBuilder("node", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        Thread hook = new Thread(process::destroyForcibly, "bench-node-end");
        Runtime.getRuntime().addShutdownHook(hook);
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        if (line == null || !line.startsWith(RUNNING)) {
            process.destroyForcibly();
            throw new IOException("node %s said: %s".formatted(script, line));
        }
        return new NodeServer(process, hook, URI.create(line.substring(RUNNING.length())));
    }

    URI uri() {
        return uri;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        if (!Ending.await(process, STOP_SECONDS)) {
            process.destroyForcibly();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The whole process is ending.
        }
    }
}
