package dev.hubbub.postgres;

import static java.util.Objects.requireNonNull;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The settings the server runs with. Three layers, the later wins: `postgres.conf` (ours, written anew at each start),
/// the operator's (`postgres.local.conf` and ALTER SYSTEM), and the command line, which holds what our promises rest
/// on.
final class Configuration {
    private Configuration() {}

    /// The content of `postgres.conf`.
    static String file(Map<String, String> parameters) {
        var text = new StringBuilder(tuned());
        text.append("\nshared_buffers = ").append(sharedBuffers()).append('\n');
        parameters.forEach((name, value) ->
                text.append(name).append(" = ").append(quoted(value)).append('\n'));
        return text.append("\ninclude_if_exists 'postgres.local.conf'\n").toString();
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /// What no file may change.
    static List<String> fixed(Path file, int port) {
        var settings = Map.of(
                "config_file", file.toString(),
                // Reached from this machine only, with a password; a socket file would need a place that both users
                // see.
                "listen_addresses", "127.0.0.1",
                "unix_socket_directories", "",
                "port", Integer.toString(port),
                // An acknowledged message is on disk. Without any of these three it may not be.
                "fsync", "on",
                "full_page_writes", "on",
                "synchronous_commit", "on",
                // The log goes to stderr, which is postgres.log: the supervisor bounds it and reads it when a start
                // fails.
                "log_destination", "stderr",
                "logging_collector", "off",
                // The supervisor looks for English words.
                "lc_messages", "C");
        var words = new ArrayList<String>();
        settings.forEach((name, value) -> words.addAll(List.of("-c", name + "=" + value)));
        return words;
    }

    private static String tuned() {
        try (var stream = Configuration.class.getResourceAsStream("postgres.conf")) {
            return new String(requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A quarter of the machine's (or container's) memory as PostgreSQL advises, but no more than a chat's hot rows and
    /// index pages need: the JVM wants the rest.
    private static String sharedBuffers() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        var quarter = system.getTotalMemorySize() / 4 / (1 << 20);
        return Math.clamp(quarter, 32, 256) + "MB";
    }
}
