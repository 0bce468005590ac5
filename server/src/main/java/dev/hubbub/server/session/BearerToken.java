package dev.hubbub.server.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The token that an `Authorization` header shows, read alike at every edge (RFC 6750, 2.1).
public final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /// @param header null if the request has none; empty for any other scheme
    public static Optional<String> in(@Nullable String header) {
        return Optional.ofNullable(header)
                .filter(text -> text.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(text -> text.substring(SCHEME.length()).strip());
    }
}
