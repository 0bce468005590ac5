package dev.hubbub.server.command;

import dev.hubbub.protocol.Person;
import java.time.Instant;

/// Someone whose token was checked.
///
/// @param expiresAt when the token that proved it ends
public record Caller(Person user, Instant expiresAt) {}
