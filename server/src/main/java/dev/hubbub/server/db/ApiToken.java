package dev.hubbub.server.db;

import dev.hubbub.protocol.UserId;
import dev.hubbub.server.session.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is kept of an API token.
///
/// @param id stands for it where a sign-in has its session
/// @param scope wire names with blanks between them
/// @param expiresAt null if it is good until it is revoked
/// @param usedAt null if it never was
/// @param usedFrom empty if it never was, or nobody knows
public record ApiToken(
        SessionId id,
        UserId user,
        String name,
        String scope,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant usedAt,
        String usedFrom) {}
