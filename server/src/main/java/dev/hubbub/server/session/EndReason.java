package dev.hubbub.server.session;

import java.util.Arrays;
import java.util.Locale;

/// Why a session ended, or why its tokens must be renewed. `code` is its number in the database; never reuse one.
public enum EndReason {
    SIGNED_OUT(1),
    /// By its user, from another session.
    ENDED_BY_USER(2),
    ENDED_BY_ADMINISTRATOR(3),
    /// Somebody has a copy of a refresh token.
    TOKEN_REUSED(4),
    PASSWORD_CHANGED(5),
    DEACTIVATED(6),
    DELETED(7),
    /// The user signed in so often that the session used longest ago had to go.
    TOO_MANY(8),
    /// The session goes on; only its access tokens say what is no longer so.
    TOKENS_OUTDATED(9),
    /// The session is an API token.
    TOKEN_REVOKED(10);

    private final int code;
    private final String wireName = name().toLowerCase(Locale.ROOT);

    EndReason(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public String wireName() {
        return wireName;
    }

    /// Whether to sign in again, rather than to refresh.
    public boolean endsSession() {
        return this != TOKENS_OUTDATED;
    }

    /// Whether it ends API tokens too, which outlive passwords.
    public boolean endsAccount() {
        return this == DEACTIVATED || this == DELETED;
    }

    public static EndReason ofCode(int code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code == code)
                .findFirst()
                .orElse(ENDED_BY_ADMINISTRATOR);
    }
}
