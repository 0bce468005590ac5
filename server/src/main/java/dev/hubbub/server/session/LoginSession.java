package dev.hubbub.server.session;

import dev.hubbub.protocol.UserId;
import java.time.Instant;

/// A sign-in that has not ended.
///
/// @param generation of its user's tokens when it began
/// @param device where it was last used from
/// @param usedAt when it last got tokens
public record LoginSession(
        SessionId id, UserId user, long generation, Device device, Instant begunAt, Instant usedAt) {}
