package dev.hubbub.server.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Slow hashes of the rooms' passwords. Blocks its caller while it works; safe for any thread.
public interface RoomPasswords {

    /// Whether a password is the one behind a hash.
    enum Check {
        MATCH,
        MISMATCH,
        /// Nobody looked: too many are waiting.
        BUSY
    }

    /// Empty when too many are waiting.
    Optional<String> hash(String password);

    /// @param hash null to do the same work for nothing and never match: how long an answer takes must not tell
    ///     whether there is a room behind it
    Check verify(String password, @Nullable String hash);

    /// When to ask again after being told that too many are waiting.
    long retryAfterMs();
}
