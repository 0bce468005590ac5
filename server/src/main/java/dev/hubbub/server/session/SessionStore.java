package dev.hubbub.server.session;

import dev.hubbub.protocol.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps the sessions and their refresh tokens, as hashes. Safe for any thread; blocks. Each method throws
/// [StoreUnavailable] when the store cannot be reached, and then let nobody in.
public interface SessionStore {

    /// What came of presenting a refresh token.
    sealed interface Rotation {
        /// It was the session's current one, and the next one has taken its place.
        record Rotated(LoginSession session) implements Rotation {}

        /// It had been used before: somebody has a copy.
        record Reused(LoginSession session) implements Rotation {}

        /// Never given out or expired, or its session is over.
        record Unknown() implements Rotation {}
    }

    /// The refresh token of a session that is to be good until `expiresAt`.
    record Token(TokenHash hash, Instant expiresAt) {}

    void insert(LoginSession session, Token token);

    /// Uses a token up, once, however many ask at the same time.
    Rotation rotate(TokenHash used, Token next, Device device, Instant now);

    /// Whose refresh token this is; also of one that was used before.
    Optional<LoginSession> find(TokenHash token, Instant now);

    /// The last used first.
    List<LoginSession> of(UserId user, Instant now);

    void remove(UserId user, SessionId session);

    /// Removes the user's sessions that began before this generation of his tokens.
    void removeAll(UserId user, long generation);

    void deleteExpired(Instant now);
}
