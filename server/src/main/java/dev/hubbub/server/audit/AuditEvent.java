package dev.hubbub.server.audit;

import dev.hubbub.protocol.Texts;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.proxy.Incoming;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Something that was done.
///
/// @param who null for the server itself, and for somebody who did not show who he is
/// @param whom what it was done to, as kind and id: `user:7`; null if there is nothing to name
/// @param from where the request came from
/// @param details what else there is to know; never a secret, nor what was typed where one belongs
public record AuditEvent(
        Action action, @Nullable UserId who, @Nullable String whom, Incoming from, Map<String, String> details) {
    private static final int MOST_CHARACTERS = 500;

    public AuditEvent {
        Map<String, String> storable = new TreeMap<>();
        details.forEach((key, value) -> storable.put(key, storable(value)));
        details = Collections.unmodifiableMap(storable);
    }

    /// By whoever's request this thread works for.
    public static AuditEvent of(Action action) {
        return new AuditEvent(action, null, null, Incoming.current(), Map.of());
    }

    public AuditEvent by(UserId user) {
        return new AuditEvent(action, user, whom, from, details);
    }

    /// @param id of a thing of that kind
    public AuditEvent on(String kind, Object id) {
        return new AuditEvent(action, who, kind + ":" + id, from, details);
    }

    public AuditEvent from(Incoming other) {
        return new AuditEvent(action, who, whom, other, details);
    }

    public AuditEvent with(String key, Object value) {
        Map<String, String> more = new TreeMap<>(details);
        more.put(key, value.toString());
        return new AuditEvent(action, who, whom, from, more);
    }

    /// What a stranger sent must neither break the row nor fill the table.
    private static String storable(String text) {
        String cut = text.codePointCount(0, text.length()) <= MOST_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS)) + "…";
        return Texts.isStorable(cut) ? cut : "(not storable)";
    }
}
