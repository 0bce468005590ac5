package dev.hubbub.cli.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// One log of what several processes say, with the speaker's name in front of each line. Safe for any thread.
final class NamedLines {
    private final PrintStream out;
    private final int width;

    /// @param width of the longest name
    NamedLines(PrintStream out, int width) {
        this.out = out;
        this.width = width;
    }

    /// Until the process ends.
    void follow(String name, Process process) {
        Thread.ofVirtual().start(() -> {
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    say(name, line);
                }
            } catch (IOException _) {
                // It was killed.
            }
        });
    }

    void say(String name, String line) {
        if (!line.isBlank()) {
            out.println(name + " ".repeat(Math.max(0, width - name.length())) + " | " + line);
        }
    }
}
