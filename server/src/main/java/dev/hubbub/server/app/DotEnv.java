package dev.hubbub.server.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a `.env` file: `KEY=value` lines, `#` comments, an optional `export`, and quotes around values that
/// need them.
final class DotEnv {
    private DotEnv() {}

    /// Empty if there is no such file.
    static Map<String, String> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new InvalidConfigException(
                        "%s, line %d: not of the form KEY=value. For example: SERVER_PORT=8080".formatted(file, i + 1));
            }
            String key = line.substring(0, equals).strip();
            String value = line.substring(equals + 1).strip();
            values.put(key.startsWith("export ") ? key.substring(7).strip() : key, unquoted(value));
        }
        return values;
    }

    private static String unquoted(String value) {
        if (value.length() > 1 && (value.startsWith("\"") || value.startsWith("'"))) {
            int end = value.indexOf(value.charAt(0), 1);
            return end < 0 ? value : value.substring(1, end);
        }
        int comment = value.indexOf(" #");
        return comment < 0 ? value : value.substring(0, comment).strip();
    }
}
