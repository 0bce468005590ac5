package dev.hubbub.server.audit;

import dev.hubbub.protocol.UserId;
import java.time.Instant;
import java.util.UUID;

/// An event as it is written down.
///
/// @param id makes storing it a second time harmless
public record AuditEntry(UUID id, Instant at, AuditEvent event) {

    /// As a line of the log, `key=value` with quotes where needed: what a stranger sent can neither end the line nor
    /// pass for
    /// another key.
    String line() {
        StringBuilder line = new StringBuilder(event.action().wireName());
        UserId who = event.who();
        append(line, "who", who == null ? "" : who.toString());
        append(line, "whom", event.whom() == null ? "" : event.whom());
        append(line, "from", event.from().addressText());
        append(
                line,
                "request",
                event.from().request() == null ? "" : event.from().request());
        event.details().forEach((key, value) -> append(line, key, value));
        return line.toString();
    }

    private static void append(StringBuilder line, String key, String value) {
        if (value.isEmpty()) {
            return;
        }
        line.append(' ').append(key).append('=');
        if (value.chars().allMatch(AuditEntry::isPlain)) {
            line.append(value);
            return;
        }
        line.append('"');
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                line.append('\\').append((char) c);
            } else if (breaks(c)) {
                line.append("\\u%04x".formatted(c));
            } else {
                line.append((char) c);
            }
        });
        line.append('"');
    }

    /// Whether it ends the line, moves the terminal's cursor, or turns what follows it on the screen.
    private static boolean breaks(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || Character.getType(c) == Character.FORMAT;
    }

    private static boolean isPlain(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || "._:/@*-".indexOf(c) >= 0;
    }
}
