package dev.hubbub.server.db;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// The place in a list that is sorted by folded name, then id.
record NameCursor(String key, long id) {

    /// The form that clients hand back; opaque to them.
    String encode() {
        byte[] bytes = (id + ":" + key).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Empty if a client made it up.
    static Optional<NameCursor> decode(String text) {
        try {
            var decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            if (colon < 0 || decoded.indexOf('\0') >= 0) {
                return Optional.empty();
            }
            return Optional.of(
                    new NameCursor(decoded.substring(colon + 1), Long.parseLong(decoded.substring(0, colon))));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
