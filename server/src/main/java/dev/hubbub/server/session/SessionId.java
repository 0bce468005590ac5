package dev.hubbub.server.session;

import dev.hubbub.protocol.UserId;
import java.util.Optional;

/// Names one login session: a sign-in, until it ends. A personal API token counts as one that nobody refreshes.
public record SessionId(long value) {

    /// Empty unless it is a positive decimal number that fits.
    public static Optional<SessionId> parse(String text) {
        return UserId.parse(text).map(id -> new SessionId(id.value()));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
