package dev.hubbub.protocol;

import java.time.Instant;

/// A user's membership of a room.
///
/// @param online whether one of his connections is there now
public record Member(Person user, boolean owner, Instant joinedAt, boolean online) {

    public Member online(boolean now) {
        return new Member(user, owner, joinedAt, now);
    }
}
