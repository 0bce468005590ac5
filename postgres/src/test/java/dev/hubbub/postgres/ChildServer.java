package dev.hubbub.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A JVM of its own that runs an [EmbeddedPostgres], to be killed. It prints each step, then `ready <pid>`.
final class ChildServer implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private Optional<ProcessHandle> postgres = Optional.empty();

    private ChildServer(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    static ChildServer start(Path folder) throws IOException {
        return start(List.of(), Map.of(), System.getProperty("java.class.path"), folder, testBinaries());
    }

    /// @param wrapper words before the JVM's, to change the user for example
    static ChildServer start(
            List<String> wrapper, Map<String, String> environment, String classPath, Path folder, Path binaries)
            throws IOException {
        var words = new ArrayList<>(wrapper);
        words.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        words.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx128m", "-cp", classPath, ChildServer.class.getName()));
        words.addAll(List.of(folder.toString(), binaries.toString()));
        var builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return new ChildServer(builder.start());
    }

    static Path testBinaries() {
        return Objects.requireNonNull(PostgresSettings.forTests().binaries());
    }

    /// In the child.
    public static void main(String[] args) throws Exception {
        var settings =
                PostgresSettings.forTests().withBinaries(Path.of(args[1])).withProgress(System.out::println);
        var postgres = EmbeddedPostgres.start(Path.of(args[0]), settings);
        Sql.ask(postgres, "create table if not exists hallway as select 'hi' as text");
        System.out.println("ready " + postgres.pid());
        Thread.currentThread().join();
    }

    long pid() {
        return process.pid();
    }

    /// The server's process id.
    long awaitReady() throws IOException {
        long pid = Long.parseLong(awaitLine("ready ").substring("ready ".length()));
        postgres = ProcessHandle.of(pid);
        return pid;
    }

    String awaitLine(String prefix) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(prefix)) {
                return line;
            }
        }
        throw new IOException("The child ended without saying: " + prefix);
    }

    /// `kill -9`, and waits for the end.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// Waits for the server's end too: it still writes to its folder, which the test is about to delete.
    @Override
    public void close() {
        kill();
        postgres.ifPresent(
                server -> server.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    }
}
