package dev.hubbub.server.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much memory the process has, of which the JVM's own meters know only parts.
final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String FIELD = "VmRSS:";

    private ResidentMemory() {}

    /// Not a number where the system does not tell it so.
    static double bytes() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(FIELD))
                    .map(line ->
                            line.substring(FIELD.length(), line.indexOf("kB")).strip())
                    .mapToDouble(kibibytes -> Long.parseLong(kibibytes) * 1_024.0)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException _) {
            return Double.NaN;
        }
    }
}
