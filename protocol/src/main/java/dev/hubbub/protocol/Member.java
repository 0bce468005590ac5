package dev.hubbub.protocol;

import java.time.Instant;

/// A user's membership of a room.
public record Member(Person user, boolean owner, Instant joinedAt) {}
