package dev.hubbub.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// One external command.
record Command(List<String> words) {

    /// What a command that ran to its end said on both streams.
    record Outcome(int status, String output) {
        boolean succeeded() {
            return status == 0;
        }
    }

    static Command of(String... words) {
        return new Command(List.of(words));
    }

    /// A process to be, in `folder`, free of the caller's locale, `PG…` and `LD_…` variables: `PGOPTIONS` or a locale
    /// that this machine lacks would make the server fail in ways that no message explains.
    ProcessBuilder in(Path folder) {
        var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        var path = System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().put("PATH", path + ":/usr/sbin:/sbin");
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        return builder;
    }

    private static void feed(Process process, String input) throws IOException {
        try (var pipe = process.getOutputStream()) {
            pipe.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading on, and says why.
            if (process.isAlive()) {
                throw e;
            }
        }
    }

    /// Runs to the end; a command that is not there counts as failed with the shell's status for it.
    Outcome run(Path folder) {
        return run(folder, "");
    }

    /// As above, with all that it is to read.
    Outcome run(Path folder, String input) {
        Process process;
        try {
            process = in(folder).start();
        } catch (IOException e) {
            return new Outcome(127, e.toString());
        }
        try {
            feed(process, input);
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output.strip());
        } catch (IOException e) {
            return new Outcome(126, e.toString());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new PostgresStartException("Interrupted while running " + words.getFirst(), e);
        }
    }
}
